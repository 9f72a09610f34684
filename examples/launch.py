"""Turns the workspace of `real_data.py make` into a launch: one concept, every format of the pack's
launch set, English and Arabic."""

import csv
import json
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
PACK = HERE.parent / "crates/spec/data/formats.csv"

HOOKS = [
    ("worn-then", "Worn then. Worn now.", "The same last, the same sole.", "لبسناه بالأمس ونلبسه اليوم", "القالب نفسه والنعل نفسه.", "statement"),
    ("born-in-a-year", "Every shoe has a year.", "Find the one it comes from.", "لكل حذاء سنة", "اعثر على السنة التي وُلد فيها.", "statement"),
    ("still-here", "Fashion left. These stayed.", "Some things need no second try.", "رحلت الموضة وبقي هذا", "بعض الأشياء لا تحتاج إلى محاولة ثانية.", "statement"),
    ("what-year", "Which year are you?", "There is a pair for each.", "من أي سنة أنت؟", "لكل سنة زوج.", "question"),
    ("mended-not-made", "Not made again. Kept.", "From the archive, as it was.", "لم يُصنع من جديد بل حُفظ", "من الأرشيف كما كان.", "statement"),
    ("two-names", "Your father knew its name.", "So will your children.", "عرف أبوك اسمه", "وسيعرفه أبناؤك.", "statement"),
]


def write(path: Path, header: list[str], rows: list[tuple[str, ...]]) -> None:
    with path.open("w", newline="", encoding="utf-8") as sheet:
        csv.writer(sheet).writerows([header, *rows])


def launch_formats() -> list[str]:
    with PACK.open(encoding="utf-8", newline="") as sheet:
        return [row["id"] for row in csv.DictReader(sheet) if row["launch"] == "yes"]


def main(workspace: Path) -> None:
    parts = workspace / "components"
    header = ["id", "text", "line", "text:ar", "line:ar", "form"]
    write(parts / "hooks.csv", header, HOOKS)
    ctas = [("find-your-year", "Find your year", "اعثر على سنتك", "")]
    write(parts / "ctas.csv", ["id", "text", "text:ar", "market"], ctas)
    cards = [
        ("still-original", "Still original.", "Exercise with test data. Not affiliated.", "uk"),
        ("still-original-ar", "ما زال أصليًا.", "تمرين ببيانات تجريبية. لا صلة لنا بالعلامة.", "ae"),
    ]
    rows = [(*card, "primary", "paper") for card in cards]
    columns = ["id", "text", "legal", "market", "background", "ink"]
    write(workspace / "brand/endcards.csv", columns, rows)

    decisions = [
        ("1", "#1", "keep", "exercise", "kept by number", "Creative lead", ""),
        ("1", "*", "discard", "exercise", "not the one kept", "Creative lead", ""),
        ("1", "*", "approve", "unviewed", "nobody looked: exercise", "Brand lead", ""),
    ]
    columns = ["round", "subject", "verdict", "reason_code", "note", "by", "at"]
    write(workspace / "decisions.csv", columns, decisions)

    brand_file = workspace / "brand/brand.json"
    brand = json.loads(brand_file.read_text(encoding="utf-8"))
    arabic = {"Arab": "Noto Sans Arabic"}
    brand["fonts"] = {
        role: {"family": "Manrope", "weight": weight, "languages": arabic}
        for role, weight in (("headline", 800), ("body", 500))
    }
    brand_file.write_text(json.dumps(brand, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")

    brief_file = workspace / "campaigns/born-then/brief.toml"
    brief = brief_file.read_text(encoding="utf-8")
    before, rest = brief.split("formats = [", 1)
    after = rest.split("]", 1)[1]
    formats = "".join(f'  "{name}",\n' for name in launch_formats())
    brief = f"{before}formats = [\n{formats}]{after}"
    for old, new in [
        ("keep = 4", "keep = 1"),
        ("rounds = 2", "rounds = 1"),
        ('ctas = ["find-your-year", "see-the-archive"]', 'ctas = ["find-your-year"]'),
        ('end_card = "still-original"\n', ""),
    ]:
        brief = brief.replace(old, new)
    brief += '\n[[markets]]\nid = "ae"\nlanguage = "ar"\n'
    brief_file.write_text(brief, encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
