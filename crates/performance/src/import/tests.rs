use super::*;
use model::digest::Digest;
use proptest::prelude::*;

fn known(names: &[&str]) -> BTreeMap<Code, DeliverableId> {
    names.iter().map(|name| (code(name), deliverable(name))).collect()
}

fn code(name: &str) -> Code {
    Code::of(&Digest::of(name.as_bytes()))
}

fn deliverable(name: &str) -> DeliverableId {
    DeliverableId::of(&Digest::of(name.as_bytes()))
}

fn file(path: &str, bytes: &[u8]) -> ExportFile {
    ExportFile { path: path.to_owned(), bytes: bytes.into(), kind: ResultKind::Measured }
}

fn read(text: &str) -> PerformanceReading {
    import(&[file("performance/x.csv", text.as_bytes())], &known(&["a", "b"]))
}

fn spend(row: &Observation) -> Option<String> {
    row.spend.as_ref().map(ToString::to_string)
}

fn by_name(reading: &PerformanceReading) -> Vec<&Observation> {
    let mut rows: Vec<_> = reading.observations.iter().collect();
    rows.sort_by(|a, b| (&a.ad_name, a.from).cmp(&(&b.ad_name, b.from)));
    rows
}

#[test]
fn meta_by_day_is_read_with_the_currency_of_its_header() {
    let reading = read(&format!(
        "Reporting starts,Reporting ends,Day,Campaign name,Ad set name,Ad name,Amount spent (USD),Impressions,Link clicks,Purchases\n\
         2026-09-01,2026-09-30,2026-09-01,\"Spring, DE\",S1,hero~{},\"1,234.56\",\"12,034\",201,3\n\
         2026-09-01,2026-09-30,2026-09-02,\"Spring, DE\",S1,hero~{},10.00,900,,\n",
        code("a"),
        code("a")
    ));
    assert_eq!(reading.warnings, Vec::<String>::new());
    let rows = by_name(&reading);
    assert_eq!(spend(rows[0]).as_deref(), Some("1234.56 USD"));
    assert_eq!((rows[0].impressions, rows[0].clicks, rows[0].grain), (12_034, 201, Grain::Day));
    assert_eq!(rows[0].deliverable, Some(deliverable("a")));
    assert_eq!(rows[0].source.line, 2);
    assert_eq!((rows[1].clicks, rows[1].conversions), (0, None), "Meta leaves zeros empty");
}

#[test]
fn meta_without_days_is_a_period() {
    let reading = read(&format!(
        "Reporting starts,Reporting ends,Ad name,Amount spent (EUR),Impressions,Link clicks\n\
         2026-09-01,2026-09-30,x~{},12.50,1000,20\n",
        code("a")
    ));
    assert_eq!(reading.observations[0].grain, Grain::Period);
    assert_eq!(reading.observations[0].to.to_string(), "2026-09-30");
}

const GOOGLE: &str = "Ad report\n\
    \"September 1, 2026 - September 30, 2026\"\n\
    Ad status,Ad name,Campaign,Ad group,Impr.,Clicks,Avg. cost,Cost,Conversions,Currency code\n\
    Enabled,one CODE_A,Spring,G,\"12,034\",842,1.47,\"1,234.56\",40.50,EUR\n\
    Paused,two CODE_B,Spring,G,100,10,--,--,--,EUR\n\
    Total: Account,--,--,--,\"17,134\",\"1,152\",--,\"1,834.56\",52.50,EUR\n\
    Total: Ads,--,--,--,\"12,134\",852,--,\"1,234.56\",40.50,EUR\n";

fn google() -> String {
    GOOGLE.replace("CODE_A", code("a").as_str()).replace("CODE_B", code("b").as_str())
}

#[test]
fn google_totals_are_dropped_and_dashes_are_not_zero() {
    let reading = read(&google());
    assert_eq!(reading.totals_dropped, 2);
    assert_eq!(reading.warnings, Vec::<String>::new());
    let rows = by_name(&reading);
    assert_eq!(rows.len(), 2);
    assert_eq!(spend(rows[0]).as_deref(), Some("1234.56 EUR"));
    assert_eq!(rows[0].conversions, Some(40.5));
    assert_eq!((rows[1].spend.clone(), rows[1].conversions), (None, None));
    assert_eq!((rows[0].grain, rows[0].from.to_string().as_str()), (Grain::Period, "2026-09-01"));
}

#[test]
fn a_total_that_does_not_add_up_is_said() {
    let reading = read(&google().replace("\"12,134\"", "\"12,135\""));
    assert!(reading.warnings[0].contains("add up to 12134"), "{:?}", reading.warnings);
}

fn utf16(text: &str) -> Vec<u8> {
    std::iter::once(0xFEFF).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect()
}

fn linkedin(rows: &str, end: u8) -> Vec<u8> {
    utf16(&format!(
        "Ad Performance Report (in UTC)\n\
         \"Report Start: September 3, 2026, 12:00 AM\"\n\
         \"Report End: September {end}, 2026, 11:59 PM\"\n\
         \"Date Generated: September 23, 2026, 12:40 PM\"\n\n{rows}"
    ))
}

const LINKEDIN_HEADER: &str = "Start Date (in UTC)\tCurrency\tCampaign Name\tAd Name\tTotal Spent\tImpressions\tClicks\tClicks to Landing Page \n";

#[test]
fn linkedin_with_one_row_for_several_days_is_not_daily() {
    let row = format!("{LINKEDIN_HEADER}9/3/2026\tEUR\tC\tx~{}\t9.36\t500\t9\t4\n", code("a"));
    let whole = import(&[file("l.csv", &linkedin(&row, 5))], &known(&["a"]));
    assert_eq!(whole.warnings, Vec::<String>::new());
    assert_eq!(whole.observations[0].grain, Grain::Period);
    assert_eq!(whole.observations[0].clicks, 4, "link clicks before all clicks");
    let day = import(&[file("l.csv", &linkedin(&row, 3))], &known(&["a"]));
    assert_eq!(day.observations[0].grain, Grain::Day);
    assert_eq!(day.observations[0].from.to_string(), "2026-09-03");
}

#[test]
fn an_export_without_rows_is_empty_not_unreadable() {
    let reading = import(&[file("l.csv", &linkedin("", 5))], &BTreeMap::new());
    assert_eq!(reading.warnings, ["`l.csv` holds no results: it has a title and no table"]);
}

#[test]
fn tiktok_dashes_are_unknown() {
    let reading = read(&format!(
        "By Day,Campaign name,Ad group name,Ad name,Cost,Currency,Impressions,Clicks (destination),Conversions\n\
         2026-09-01,C,G,x~{},5.10,EUR,700,12,-\n\
         2026-09-02,C,G,x~{},5.10,EUR,700,-,-\n\
         Total of 2 results,-,-,-,10.20,-,1400,12,-\n",
        code("a"),
        code("a")
    ));
    assert_eq!(reading.observations.len(), 1);
    assert_eq!(reading.observations[0].conversions, None);
    assert_eq!(reading.totals_dropped, 1);
    assert!(
        reading.warnings[0].contains("left out, clicks are no whole number: 1 rows (line 3)"),
        "{:?}",
        reading.warnings
    );
}

#[test]
fn the_generic_shape_matches_by_its_code_column() {
    let reading = read(&format!(
        "date,platform,code,impressions,clicks,spend,currency\n2026-09-01,Pinterest,{},10,1,2.5,EUR\n",
        code("b")
    ));
    assert_eq!(reading.observations[0].platform, "pinterest");
    assert_eq!(reading.observations[0].deliverable, Some(deliverable("b")));
}

#[test]
fn dates_that_could_be_two_are_refused() {
    let reading = read("date,ad_name,impressions,clicks\n3/4/2026,x,10,1\n3/5/2026,x,10,1\n");
    assert!(reading.observations.is_empty());
    assert!(reading.warnings[0].contains("day/month or month/day"), "{:?}", reading.warnings);
}

#[test]
fn spend_without_a_currency_is_not_guessed() {
    let reading = read("date,ad_name,impressions,clicks,spend\n2026-09-01,x,10,1,5.00\n");
    assert_eq!(reading.observations[0].spend, None);
    assert!(reading.warnings[0].contains("currency is missing"), "{:?}", reading.warnings);
}

#[test]
fn an_amount_that_could_be_two_is_not_guessed() {
    let text = "date,ad_name,impressions,clicks,spend,currency\n2026-09-01,x,10,1,1.234,EUR\n";
    let reading = read(text);
    assert_eq!(reading.observations[0].spend, None);
    assert!(reading.warnings.iter().any(|w| w.contains("decimal mark or thousands")));
    let settled = read(&format!("{text}2026-09-02,x,10,1,\"9,36\",EUR\n"));
    assert_eq!(spend(by_name(&settled)[0]).as_deref(), Some("1234.00 EUR"));
}

#[test]
fn ads_that_are_not_ours_are_counted_and_named() {
    let reading = read("date,ad_name,impressions,clicks\n2026-09-01,old hero,10,1\n");
    assert_eq!(reading.unmatched, 1);
    assert!(reading.warnings[0].contains("1 ads carry no code of ours"), "{:?}", reading.warnings);
    assert!(reading.warnings[0].contains("`old hero`"));
}

#[test]
fn overlapping_exports_count_once() {
    let header = "date,ad_name,impressions,clicks\n";
    let first = format!("{header}2026-09-01,x,10,1\n2026-09-02,x,10,1\n");
    let second = format!("{header}2026-09-02,x,12,1\n2026-09-02,x,5,0\n2026-09-03,x,10,1\n");
    let reading = import(
        &[file("p/1.csv", first.as_bytes()), file("p/2.csv", second.as_bytes())],
        &BTreeMap::new(),
    );
    let total: u64 = reading.observations.iter().map(|row| row.impressions).sum();
    assert_eq!(total, 10 + 12 + 5 + 10);
    assert!(reading.warnings[0].contains("`p/1.csv`: 1 rows left out, because `p/2.csv`"));
}

#[test]
fn a_growing_period_replaces_its_beginning() {
    let header = "from,to,ad_name,impressions,clicks\n";
    let early = format!("{header}2026-09-01,2026-09-07,x,10,1\n");
    let late = format!("{header}2026-09-01,2026-09-14,x,25,2\n");
    let reading = import(
        &[file("p/late.csv", late.as_bytes()), file("p/wk1.csv", early.as_bytes())],
        &BTreeMap::new(),
    );
    assert_eq!(reading.observations.len(), 1);
    assert_eq!(reading.observations[0].impressions, 25);
}

#[test]
fn a_workbook_says_what_to_do() {
    let reading = import(&[file("p/x.xlsx", b"PK\x03\x04")], &BTreeMap::new());
    assert_eq!(
        reading.warnings,
        ["`p/x.xlsx` is a workbook (XLSX), which is not read: export it as CSV"]
    );
}

proptest! {
    #[test]
    fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        import(&[file("x", &bytes)], &known(&["a"]));
    }

    #[test]
    fn no_cells_make_it_panic(cells in proptest::collection::vec("[-0-9.,/ :~a-zé€T]{0,14}", 12)) {
        let header = "from,to,ad_name,impressions,clicks,spend,currency,conversions\n";
        let text = format!("{header}{}\n{}\n", cells[..6].join(","), cells[6..].join(","));
        import(&[file("x", text.as_bytes())], &known(&["a"]));
    }

    #[test]
    fn what_is_written_is_read_back(
        rows in proptest::collection::btree_map((1_i8..29, 0_u8..5), (0_u64..100_000, 0_i64..1_000_000), 1..20),
    ) {
        let line = |((day, ad), (impressions, cents)): (&(i8, u8), &(u64, i64))| {
            let spend = format!("{}.{:02}", cents / 100, cents % 100);
            format!("2026-09-{day:02},ad {ad},{impressions},0,{spend},EUR")
        };
        let header = "date,ad_name,impressions,clicks,spend,currency".to_owned();
        let lines: Vec<String> = std::iter::once(header).chain(rows.iter().map(line)).collect();
        let text = lines.join("\n");
        let reading = import(&[file("x", text.as_bytes())], &BTreeMap::new());
        let impressions: u64 = reading.observations.iter().map(|row| row.impressions).sum();
        let cents: i64 = reading.observations.iter().filter_map(|row| row.spend.as_ref()).map(|m| m.minor).sum();
        prop_assert_eq!(impressions, rows.values().map(|row| row.0).sum::<u64>());
        prop_assert_eq!(cents, rows.values().map(|row| row.1).sum::<i64>());
    }
}
