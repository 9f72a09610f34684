#!/usr/bin/env python3
"""Makes a throughline workspace from a folder of real data, and answers for its people.

What somebody would write by hand lies in `real-data/` beside this file and is copied; what
comes from the data is written here: hooks, rivals' texts, pictures, music, logo, past results.
It invents no number: results are the counts of real, randomised headline experiments, labelled
as borrowed. Same data, same workspace.
"""

import argparse
import csv
import json
import re
import shutil
import sys
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

SKELETON = Path(__file__).resolve().parent / "real-data"
CAMPAIGN = "born-then"
OUR_LINE = "Adidas ORIGINALS"

# Where media lie in the data, and how `real-data/components/*.csv` call them.
MEDIA = {
    "media/photos/Storm.jpg": "media/storm.jpg",
    "media/photos/Dune.jpg": "media/dune.jpg",
    "media/photos/Aqua.jpg": "media/drop.jpg",
    "media/photos/RainDrops.jpg": "media/leaf.jpg",
    "media/photos/Wood.jpg": "media/wood.jpg",
    "media/photos/YellowFlower.jpg": "media/petals.jpg",
    "media/music/energetic/energetic_electronic_2.opus": "media/bed.opus",
    "media/logos/adidas.svg": "brand/logos/mark-dark.svg",
}
DARK_LOGO, LIGHT_LOGO = "brand/logos/mark-dark.svg", "brand/logos/mark-light.svg"

HOOKS = 8
LONGEST_HOOK = 60  # characters: two lines on a square picture
FEWEST_WORDS = 4  # shorter sentences ("Go ahead.") say nothing alone

PAST_EXPERIMENTS = 40
DAYS = 14  # of results in each round
FLIGHT_FROM = date(2026, 11, 30)  # as in the brief

ARCHIVE = "Upworthy Research Archive, CC BY 4.0"

DECISIONS = "decisions.csv"
DECISION_COLUMNS = ["round", "subject", "verdict", "reason_code", "note", "by", "at"]
# Numbers on the contact sheet that are kept, by round. Those of the first are two hooks in the
# same two scenes, so that results can tell the hook from the scene.
KEPT = {1: [1, 2, 19, 20], 2: [1, 2, 3, 4]}
CAMPAIGN_ANSWERS = {1: "produce", 2: "stop"}

Row = dict[str, str]


class Arm(NamedTuple):
    """One arm of a headline experiment, as it was counted."""

    experiment: str
    name: str
    week: str
    headline: str
    impressions: int
    clicks: int


def rows_of(path: Path) -> list[Row]:
    """Reads a CSV file with a header."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write(path: Path, columns: list[str], rows: Iterable[Iterable[object]]) -> None:
    """Writes a CSV file anew."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        sheet = csv.writer(file, lineterminator="\n")
        sheet.writerow(columns)
        sheet.writerows(rows)


def append(path: Path, columns: list[str], rows: Iterable[Iterable[object]]) -> None:
    """Adds rows to a CSV file; rows that stand there already are not written twice."""
    old = [list(row.values()) for row in rows_of(path)] if path.exists() else []
    new = [[str(cell) for cell in row] for row in rows]
    write(path, columns, old + [row for row in new if row not in old])


def make(data: Path, workspace: Path) -> None:
    """Makes the workspace."""
    missing = [name for name in MEDIA if not (data / name).is_file()]
    if missing:
        raise ValueError(f"`{data}` lacks {', '.join(missing)}")
    shutil.copytree(SKELETON, workspace)
    copy_media(data, workspace)
    copy = rows_of(data / "footwear-copy.csv")
    ours = [row for row in copy if row["brand_line"] == OUR_LINE]
    theirs = [row for row in copy if row["brand_line"] != OUR_LINE and row["text"].strip()]
    hook_rows = ([slug(hook), hook, line, form(hook)] for hook, line in hooks(ours))
    write(workspace / "components/hooks.csv", ["id", "text", "line", "form"], hook_rows)
    market = ([row["brand_line"], row["text"], row["seen_at"][:10]] for row in theirs)
    write(workspace / "market/footwear.csv", ["brand", "text", "first_seen"], market)
    write_history(data, workspace)
    write(workspace / DECISIONS, DECISION_COLUMNS, planned_decisions())


def copy_media(data: Path, workspace: Path) -> None:
    """Copies pictures, music and logo, and makes a light logo for dark grounds."""
    for source, target in MEDIA.items():
        (workspace / target).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(data / source, workspace / target)
    dark = (workspace / DARK_LOGO).read_text(encoding="utf-8")
    light = dark.replace("<svg ", '<svg fill="#ffffff" ', 1)
    (workspace / LIGHT_LOGO).write_text(light, encoding="utf-8")


def hooks(ours: list[Row]) -> list[tuple[str, str]]:
    """Returns the shortest opening sentences, each with a later sentence of its own text."""
    found: dict[str, str] = {}
    for row in ours:
        opening, *rest = re.split(r"(?<=[.!?])\s+", row["text"].strip())
        line = next(filter(speaks, rest), None)
        if speaks(opening) and line:
            found.setdefault(opening, line)
    shortest = sorted(found.items(), key=lambda pair: (len(pair[0]), pair[0]))[:HOOKS]
    if len(shortest) < HOOKS:
        raise ValueError(f"only {len(shortest)} of {HOOKS} texts needed open with a hook")
    return shortest


def speaks(sentence: str) -> bool:
    """Tells whether a sentence is short, whole and free of broken characters."""
    return (
        sentence.isascii()
        and sentence.endswith((".", "!", "?"))
        and len(sentence) <= LONGEST_HOOK
        and len(sentence.split()) >= FEWEST_WORDS
    )


def form(hook: str) -> str:
    """Says what kind of sentence a hook is, by what can be seen without understanding it."""
    number = "number" if any(c.isdigit() for c in hook) else "statement"
    return "question" if hook.endswith("?") else number


def slug(text: str) -> str:
    """Makes an id of words."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower().replace("'", "")).strip("-")


def experiments(data: Path) -> list[list[Arm]]:
    """Reads the arms of every headline experiment, in the order of the experiments' ids."""
    by_id: dict[str, list[Arm]] = {}
    for row in rows_of(data / "headline-experiments.csv"):
        counts = int(row["impressions"]), int(row["clicks"])
        arm = Arm(row["experiment"], row["arm"], row["week"], row["headline"], *counts)
        by_id.setdefault(arm.experiment, []).append(arm)
    return [by_id[experiment] for experiment in sorted(by_id)]


def write_history(data: Path, workspace: Path) -> None:
    """Writes the first experiments as the account's past, a week a row."""
    rows: list[list[object]] = []
    for arm in (arm for arms in experiments(data)[:PAST_EXPERIMENTS] for arm in arms):
        # What follows a `~` would be read as a file's code.
        name = f"{arm.name} {arm.headline.replace('~', '-')}"
        counts = arm.impressions, arm.clicks
        rows.append([*week(arm.week), "news site", arm.experiment, name, *counts])
    columns = ["from", "to", "platform", "campaign", "ad_name", "impressions", "clicks"]
    write(workspace / "performance/history.csv", columns, rows)
    label(workspace, "history.csv", f"headlines of a news site, not ads of ours; {ARCHIVE}")


def week(written: str) -> tuple[date, date]:
    """Returns Monday and Sunday of a week written as 201308; week 00 began the year before."""
    monday = datetime.strptime(f"{written[:4]} {written[4:]} 1", "%Y %W %w").date()
    return monday, monday + timedelta(days=6)


def write_results(data: Path, workspace: Path, round_: int) -> None:
    """Gives each delivered variant the counts of one arm of a real experiment.

    All variants of a round share one experiment, so that what differs between them differed
    before readers drawn by lot. The counts are spread evenly over days and files.
    """
    sheet = workspace / f"campaigns/{CAMPAIGN}/out/delivery/round-{round_}/trafficking.csv"
    variants = by_variant(rows_of(sheet))
    arms = arms_for(data, len(variants), round_)
    first = FLIGHT_FROM + timedelta(days=DAYS * (round_ - 1))
    days = [first + timedelta(days=day) for day in range(DAYS)]
    rows = (row for files, arm in zip(variants, arms) for row in spread(files, arm, days))
    columns = ["date", "platform", "campaign", "ad_name", "impressions", "clicks"]
    name = f"round-{round_}.csv"
    write(workspace / "performance" / name, columns, rows)
    experiment = f"headline experiment {arms[0].experiment}"
    label(workspace, name, f"{experiment}, an arm a variant, spread evenly; {ARCHIVE}")


def by_variant(files: list[Row]) -> list[list[Row]]:
    """Groups files by variant: another concept, or a format that comes again, begins the next."""
    variants: list[list[Row]] = []
    for file in files:
        last = variants[-1] if variants else []
        again = any(other["format"] == file["format"] for other in last)
        if not last or again or stem(file) != stem(last[0]):
            last = []
            variants.append(last)
        last.append(file)
    return variants


def stem(file: Row) -> str:
    """Returns the part of a creative's name that says brand, campaign and concept."""
    return "_".join(file["creative_name"].split("_")[:3])


def arms_for(data: Path, count: int, round_: int) -> list[Arm]:
    """Returns arms of a later experiment: of those with enough, the most clicked in turn."""
    if count == 0:
        raise ValueError(f"round {round_} delivered nothing")
    enough = [arms for arms in experiments(data)[PAST_EXPERIMENTS:] if len(arms) >= count]
    enough.sort(key=lambda arms: (-sum(arm.clicks for arm in arms), arms[0].experiment))
    if len(enough) < round_:
        raise ValueError(f"no experiment with {count} arms is left for round {round_}")
    return enough[round_ - 1][:count]


def spread(files: list[Row], arm: Arm, days: list[date]) -> Iterator[list[object]]:
    """Spreads an arm's counts over days and files; the sums stay what they were."""
    cells = [(day, file) for day in days for file in files]
    for place, (day, file) in enumerate(cells):
        impressions, clicks = (
            total * (place + 1) // len(cells) - total * place // len(cells)
            for total in (arm.impressions, arm.clicks)
        )
        yield [day, file["publisher"], CAMPAIGN, file["creative_name"], impressions, clicks]


def label(workspace: Path, name: str, note: str) -> None:
    """Says in `sources.csv` that a file's results are borrowed."""
    row = [name, "borrowed", note]
    append(workspace / "performance/sources.csv", ["file", "kind", "note"], [row])


def planned_decisions() -> Iterator[list[object]]:
    """Answers what can be answered before anything is seen; that nobody looked is written down."""
    for round_, numbers in KEPT.items():
        for number in numbers:
            yield [round_, f"#{number}", "keep", "exercise", "kept by number", "Creative lead", ""]
        yield [round_, "*", "discard", "exercise", "not among those kept", "Creative lead", ""]
        yield [round_, "*", "approve", "unviewed", "nobody looked: exercise", "Brand lead", ""]


def follow(workspace: Path, round_: int, recommendations: str) -> None:
    """Follows the recommendations on a round's arms; the campaign goes on once in any case."""
    path = workspace / DECISIONS
    answered = {row["subject"] for row in rows_of(path)}
    by = "Performance lead"
    rows: list[list[object]] = [
        [round_, item["subject"], item["answer"], "followed", "", by, ""]
        for item in json.loads(recommendations)["items"]
        if not item["subject"].startswith("campaign/") and item["subject"] not in answered
    ]
    answer, why = CAMPAIGN_ANSWERS[round_], "the exercise has two rounds"
    rows.append([round_, f"campaign/{CAMPAIGN}", answer, "exercise", why, by, ""])
    append(path, DECISION_COLUMNS, rows)


def main() -> None:
    """Does what the first argument says."""
    parser = argparse.ArgumentParser()
    verbs = parser.add_subparsers(dest="verb", required=True)
    verb = {name: verbs.add_parser(name) for name in ("make", "results", "decisions")}
    for name in ("make", "results"):
        verb[name].add_argument("data", type=Path)
    for sub in verb.values():
        sub.add_argument("workspace", type=Path)
    for name in ("results", "decisions"):
        verb[name].add_argument("round", type=int, choices=sorted(KEPT))
    said = parser.parse_args()
    try:
        if said.verb == "make":
            make(said.data, said.workspace)
        elif said.verb == "results":
            write_results(said.data, said.workspace, said.round)
        else:
            follow(said.workspace, said.round, sys.stdin.read())
    except (ValueError, OSError) as why:
        print(f"real_data.py: {why}", file=sys.stderr)
        sys.exit(3)  # a file of the user's, as in throughline


if __name__ == "__main__":
    main()
