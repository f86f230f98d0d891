"""The job for GitLab: valid YAML, on one's own runner, with a report of counts."""

from __future__ import annotations

import json
import shlex

import jsonschema
import yaml

from official_schemas import official


def job(cli, place, *flags):
    return yaml.safe_load(cli("schedule", "gitlab", "--name", "uge", *place.flags, *flags).out)["uge"]


def test_the_job_runs_the_check_and_hands_over_its_report(cli, place):
    """The command is that of the others with a JUnit report, which GitLab reads also when there are findings."""
    found = job(cli, place)
    [command] = found["script"]
    words = shlex.split(command)
    assert words[:3] == ["cd", str(place.folder), "&&"]
    report = "caseaudit-junit.xml"
    assert words[4:] == [*place.words, "--format", "junit", "-o", f"$CI_PROJECT_DIR/{report}"]
    assert found["artifacts"]["reports"] == {"junit": report}
    assert found["artifacts"]["when"] == "always"


def test_the_job_runs_on_a_schedule_and_on_ones_own_runner_only(cli, place):
    """Personal data never goes to a shared runner, and a push starts nothing."""
    found = job(cli, place)
    assert found["tags"] == ["caseaudit"]
    assert found["rules"] == [{"if": '$CI_PIPELINE_SOURCE == "schedule"'}]


def test_a_format_of_ones_own_is_left_alone(cli, place):
    """Flags that choose a format get no second one."""
    found = job(cli, place, "--format", "gitlab", "-o", "q.json")
    assert found["script"][0].count("--format") == 1
    assert "artifacts" not in found


def test_gitlab_accepts_the_file(cli, place):
    """GitLab's own JSON Schema of `.gitlab-ci.yml` accepts it."""
    schema = json.loads(official("gitlab-ci.json").read_text(encoding="utf-8"))
    jsonschema.validate({"uge": job(cli, place)}, schema)
