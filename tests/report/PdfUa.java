import java.io.FileInputStream;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/** Validates each file against PDF/UA-1 with veraPDF: one line per file, one per failed check; exit code 1 if any fails. */
public class PdfUa {
    public static void main(String[] files) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        boolean good = true;
        for (String file : files) {
            try (PDFAParser parser =
                    Foundries.defaultInstance().createParser(new FileInputStream(file), PDFAFlavour.PDFUA_1)) {
                ValidationResult result =
                        Foundries.defaultInstance().createValidator(PDFAFlavour.PDFUA_1, false).validate(parser);
                good &= result.isCompliant();
                System.out.println((result.isCompliant() ? "PASS " : "FAIL ") + result.getTotalAssertions() + " " + file);
                for (TestAssertion failed : result.getTestAssertions()) {
                    System.out.println("  " + failed.getRuleId().getClause() + "-" + failed.getRuleId().getTestNumber()
                            + " " + failed.getMessage() + " " + failed.getLocation().getContext());
                }
            }
        }
        System.exit(good ? 0 : 1);
    }
}
