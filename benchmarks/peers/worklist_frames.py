"""A work list written by hand in pandas: the findings of `check --format csv` in, a workbook out, and last week's text carried along.

    python worklist_frames.py fund.csv ny.xlsx [sidste.xlsx]

It does the heart of the work and nothing around it: rows by section, the three columns that people fill in, and what they wrote
last week by key. No words of law on the unit's day, no list of what is closed, no row heights, no protection, no faults by cell.
"""

import sys

import pandas as pd

WRITTEN = ["status", "ansvarlig", "bemaerkning"]
KEY = ["case_id", "rule", "unit_id", "unit_on"]


def rows(path):
    f = pd.read_csv(path, sep=";", encoding="utf-8-sig", dtype=str, keep_default_na=False)
    fed = f.groupby("rule")["outcome"].transform(lambda x: (x == "breached").any())
    f = f[(f["outcome"] == "breached") | (fed & f["reason"].isin(["data_missing", "no_time"]))].copy()
    f["ark"] = "Over fristen"
    f.loc[f["reason"] == "late", "ark"] = "Til læring"
    f.loc[f["outcome"] == "unknown", "ark"] = "Fejl i data"
    f["key"] = f[KEY].agg("|".join, axis=1)
    return f.drop_duplicates("key")


def carried(f, path):
    said = pd.concat(pd.read_excel(path, sheet_name=None, dtype=str, engine="openpyxl").values())[
        ["key", *WRITTEN]
    ].dropna(subset=["key"])
    return f.merge(said, on="key", how="left")


def main():
    f = rows(sys.argv[1])
    f = carried(f, sys.argv[3]) if len(sys.argv) > 3 else f.assign(status="Ny", ansvarlig="", bemaerkning="")
    with pd.ExcelWriter(sys.argv[2], engine="xlsxwriter") as out:
        for name, part in f.groupby("ark"):
            part.drop(columns="ark").to_excel(out, sheet_name=name, index=False)
            out.sheets[name].autofilter(0, 0, len(part), len(f.columns) - 2)
            out.sheets[name].freeze_panes(1, 1)
    print(len(f))


if __name__ == "__main__":
    main()
