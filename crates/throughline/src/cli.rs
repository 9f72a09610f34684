//! What can be typed. Each option is declared once, here.

use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// Connects insight, idea, asset, performance and learning, with a decision layer on top.
#[derive(Debug, Parser)]
#[command(
    name = "throughline",
    version,
    after_help = "Begin with:\n  throughline demo              a sample campaign, from insight to learning, twice around\n  throughline new acme          a workspace of your own, from plain questions\n  throughline check film.mp4    what is wrong with a file\n\nExit codes: 0 fine (also: a question waits), 1 a verdict fails, 2 usage, 3 a file of yours,\n4 a missing tool, 70 our bug, 75 busy or disk full, 130 interrupted."
)]
pub(crate) struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub(crate) verb: Verb,
}

/// How data is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people.
    #[value(alias = "human")]
    Text,
    /// For programs; the root has `schema`.
    Json,
}

/// How what was seen in files is written down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ReportFormat {
    /// For people at a terminal.
    #[value(alias = "human")]
    Text,
    /// For programs; the root has `schema`.
    Json,
    /// One page that opens anywhere, with pictures and the places on them.
    Html,
    /// For build servers, in the XML of `JUnit`: a test case for each check of each file.
    Junit,
    /// For spreadsheets: a row a finding, and one a check that did not run.
    Csv,
}

/// How closely files are looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Tier {
    /// All sound, key frames, the end card: seconds for a package.
    Verdict,
    /// Every frame as well: flashing, freezes, single black frames, damage between key frames.
    Full,
}

/// What to look at, what to hold it against, and how to say it.
#[derive(Debug, Args)]
pub(crate) struct Check {
    /// Files or folders
    #[arg(required_unless_present_any = ["deliverables", "watch", "export_formats"])]
    pub(crate) paths: Vec<PathBuf>,
    /// Expectations, one file a line
    #[arg(long, value_name = "FILE")]
    pub(crate) deliverables: Option<PathBuf>,
    /// The delivery spec all paths are held against
    #[arg(long = "for", value_name = "FORMAT-ID")]
    pub(crate) expected: Option<String>,
    /// Delivery specs of your own, added to the built-in ones
    ///
    /// A CSV with the columns of a workspace's `formats.csv`, or creative formats of `AdCP` as JSON;
    /// one replaces that of the same id. `severities` says what a breach does there
    /// (`wrong-aspect=degrade;wrong-duration=truncate`), `safe_mask` names a PNG beside the sheet.
    #[arg(long, value_name = "FILE")]
    pub(crate) formats: Option<PathBuf>,
    /// Write every delivery spec that may be named as creative formats of `AdCP`, and look at nothing
    #[arg(long, value_name = "FILE", conflicts_with_all = ["paths", "deliverables", "watch"])]
    pub(crate) export_formats: Option<PathBuf>,
    /// The folder of a brand to hold files against, in place of the workspace's
    ///
    /// It holds `brand.json`, `tokens.json` and, where there are any, `endcards.csv` and `ctas.csv`.
    /// Asked for are one of its logos, large enough; a colour of its own where a film closes on a
    /// plain card; the legal line and the call to action on which its end cards agree (a list's
    /// `market` and `cta` say which where they differ); and that no words of an expired end card
    /// are left. Layout, fonts and the tone of words are not looked at.
    #[arg(long, value_name = "DIR")]
    pub(crate) brand: Option<PathBuf>,
    /// Look at what lies in a folder, and at whatever comes into it until Ctrl-C
    ///
    /// Each file has its turn once it has not changed for 2 seconds, and again when it changes.
    /// Verdicts are printed as they come; JSON is one object a line. With --out the whole report is
    /// written anew each time, which a page and XML need.
    #[arg(long, value_name = "DIR", conflicts_with_all = ["paths", "deliverables"])]
    pub(crate) watch: Option<PathBuf>,
    /// How closely to look at films
    #[arg(long, value_enum, default_value = "verdict")]
    pub(crate) tier: Tier,
    /// Also write corrected copies, where that needs nobody's judgement
    ///
    /// A copy stands beside its file as NAME.fixed.EXT and is checked like any file; the file
    /// itself is only read. Corrected are: an index behind the media (it comes first), loudness
    /// (by gain alone; what would need a limiter is left), missing colour tags of HD (Rec. 709),
    /// a turn by a flag (H.264 of 8 bits; pictures are encoded again), and the container, where
    /// its streams fit another one. All other streams are copied as they are. The exit code counts
    /// a copy in place of its file.
    #[arg(long, conflicts_with = "watch")]
    pub(crate) fix: bool,
    /// Write corrected copies to a folder
    #[arg(long, value_name = "DIR", conflicts_with = "watch")]
    pub(crate) fix_to: Option<PathBuf>,
    /// Let a finding pass in the files named, with --as and --because
    ///
    /// It is recorded, in the workspace's ledger or in the file that --overrides names, and holds
    /// until the bytes change. What the law or a contract asks for cannot be let pass.
    #[arg(long = "override", value_name = "CODE", requires_all = ["by", "because"], conflicts_with = "watch")]
    pub(crate) let_pass: Vec<String>,
    /// Who lets it pass
    #[arg(long = "as", value_name = "NAME", requires = "let_pass")]
    pub(crate) by: Option<String>,
    /// Why it may pass
    #[arg(long, value_name = "TEXT", requires = "let_pass")]
    pub(crate) because: Option<String>,
    /// Overrides of findings, outside a workspace's ledger
    ///
    /// A CSV with the columns sha256,code,rule,by,reason,at.
    #[arg(long, value_name = "FILE")]
    pub(crate) overrides: Option<PathBuf>,
    /// How to say it [default: text, or what the ending of --out says]
    #[arg(long, value_enum)]
    pub(crate) format: Option<ReportFormat>,
    /// Write it to a file, whole or not at all
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
    /// The workspace [default: the one this folder lies in]
    #[arg(long, short = 'C', value_name = "DIR", default_value = ".", hide_default_value = true)]
    pub(crate) dir: PathBuf,
}

/// What to do with names.
#[derive(Debug, Subcommand)]
pub(crate) enum Names {
    /// Tell which names break the template, and what is nearest
    ///
    /// Of folders, every file with the ending of a picture, film, sound or caption is looked at. Of
    /// a CSV its columns: `file`, `creative_name`, `ad name`, `code`, `utm_content`, and registered
    /// numbers in `Ad-ID` and `clock` (with `duration_s`, a clock number's length is compared).
    /// Where this folder lies in a workspace, its files, components and formats are known.
    #[command(
        after_help = "Examples:\n  throughline names lint incoming/\n  throughline names lint trafficking.csv --format json\n\nExit codes: 0 every name is right, 1 one is not, 2 usage, 3 a sheet that cannot be read."
    )]
    Lint {
        /// Files, folders and sheets (CSV)
        #[arg(required = true)]
        paths: Vec<PathBuf>,
        #[command(flatten)]
        how: Naming,
    },
    /// Say what names hold: of files, of ads, whole or cut short
    #[command(
        after_help = "Example:\n  throughline names read fernweh_spring_4k2m7q_fresh_meta-reels-video_de~7QK2M4X2.mp4"
    )]
    Read {
        /// The names
        #[arg(required = true)]
        names: Vec<String>,
        #[command(flatten)]
        how: Naming,
    },
}

/// What names are held against.
#[derive(Debug, Args)]
pub(crate) struct Naming {
    /// The template [default: the workspace's, else the built-in one]
    #[arg(long, value_name = "TEMPLATE")]
    pub(crate) template: Option<String>,
    #[command(flatten)]
    pub(crate) common: Common,
}

/// Where to work and how to print.
#[derive(Debug, Args)]
pub(crate) struct Common {
    /// The workspace [default: the one this folder lies in]
    #[arg(long, short = 'C', value_name = "DIR", default_value = ".", hide_default_value = true)]
    pub(crate) dir: PathBuf,
    /// How data is printed
    #[arg(long, value_enum, default_value = "text")]
    pub(crate) format: Format,
}

/// How to go about work.
#[derive(Debug, Args)]
pub(crate) struct Work {
    #[command(flatten)]
    pub(crate) common: Common,
    /// Only this campaign
    #[arg(long, value_name = "NAME")]
    pub(crate) campaign: Option<String>,
    /// Workers [default: one a core]
    #[arg(long, value_name = "N")]
    pub(crate) jobs: Option<usize>,
    /// Say every step and its reason
    #[arg(long, short)]
    pub(crate) verbose: bool,
    /// Replay recorded decisions (a CSV as the pages write it)
    #[arg(long, value_name = "FILE")]
    pub(crate) decisions: Option<PathBuf>,
}

/// The verbs.
#[derive(Debug, Subcommand)]
pub(crate) enum Verb {
    /// Make a workspace from plain questions, or from one spreadsheet
    #[command(
        after_help = "Example:\n  throughline new acme\n  throughline new acme --from answers.csv"
    )]
    New {
        /// The folder to make
        name: PathBuf,
        /// Read the answers from a CSV with the columns question,answer
        #[arg(long, value_name = "FILE")]
        from: Option<PathBuf>,
    },
    /// Register films, posts and ads that exist already, or say what they are for
    #[command(
        after_help = "Example:\n  throughline adopt archive/*.mp4\n  throughline adopt archive/spring.mp4 --purpose win-back --as \"Brand lead\"\n  throughline adopt archive/spring.mp4 --take scene/harbour --at 2.5 --text \"Boats at dawn\""
    )]
    Adopt {
        /// Files or folders
        #[arg(required = true)]
        paths: Vec<PathBuf>,
        /// State what they are for
        #[arg(long, value_name = "ID", requires = "by", conflicts_with = "retire")]
        purpose: Option<String>,
        /// Take them out of use
        #[arg(long, requires = "by")]
        retire: bool,
        /// Why
        #[arg(long, value_name = "TEXT", default_value = "")]
        because: String,
        /// Who says so
        #[arg(long = "as", value_name = "NAME")]
        by: Option<String>,
        /// Take a part out of the one file: scene/NAME from a picture or film, music/NAME from sound
        #[arg(long, value_name = "PART", requires = "text")]
        take: Option<String>,
        /// Which frame of a film to take, in seconds
        #[arg(long, value_name = "SECONDS", default_value_t = 0.0, requires = "take")]
        at: f64,
        /// What is seen in the scene, or the mood of the music
        #[arg(long, value_name = "TEXT", requires = "take")]
        text: Option<String>,
        #[command(flatten)]
        common: Common,
    },
    /// Make a sample workspace and take it through the loop, a second round included
    #[command(after_help = "Example:\n  throughline demo\n  throughline demo /tmp/look")]
    Demo {
        /// Where
        #[arg(default_value = "./throughline-demo")]
        dir: PathBuf,
        /// Workers [default: one a core]
        #[arg(long, value_name = "N")]
        jobs: Option<usize>,
    },
    /// Go as far as possible, then ask
    #[command(
        after_help = "Example:\n  throughline run\n  throughline run --decisions recorded.csv"
    )]
    Run(Work),
    /// How things stand, and what waits for whom
    Status(Common),
    /// What the category sounds and looks like
    #[command(
        after_help = "Example:\n  throughline research\n  throughline research --export market.csv"
    )]
    Research {
        #[command(flatten)]
        work: Work,
        /// Also write every claim with its ads to a CSV
        #[arg(long, value_name = "FILE")]
        export: Option<PathBuf>,
    },
    /// Compose and draw the starting points
    Concepts(Work),
    /// Answer what waits: concepts and sign-off
    #[command(
        after_help = "Example:\n  throughline review --as \"Creative lead\"\n  throughline review --from decisions.csv --as \"Creative lead\"\n  throughline review --approve-all --as \"Brand lead\"   (recorded as not looked at)"
    )]
    Review {
        /// Who answers
        #[arg(long = "as", value_name = "NAME")]
        by: String,
        /// Take the answers from a file that the page wrote
        #[arg(long, value_name = "FILE")]
        from: Option<PathBuf>,
        /// Approve every file that waits, unseen; the manifest counts them
        #[arg(long, conflicts_with = "from")]
        approve_all: bool,
        #[command(flatten)]
        common: Common,
    },
    /// Build the files of the concepts that live
    #[command(after_help = "Example:\n  throughline build --plan\n  throughline build --verbose")]
    Build {
        #[command(flatten)]
        work: Work,
        /// Only say what would be made, why, how long it takes and what it costs; nothing is written
        #[arg(long)]
        plan: bool,
    },
    /// Look at files: what is wrong, where, and what to do about it
    #[command(
        after_help = "Examples:\n  throughline check deliverables/\n  throughline check film.mp4 --for meta_reels_video\n  throughline check deliverables/ --brand acme/brand --out report.html\n  throughline check --deliverables list.csv --format junit --out check.xml\n  throughline check --watch incoming/ --for tv_dach_peach\n  throughline check film.mp4 --for tv_dach_peach --fix\n  throughline check film.mp4 --override black-frames --as \"Brand lead\" --because \"the script opens on black\"\n\nExit codes: 0 no verdict fails, 1 a verdict fails, 2 usage, 3 a file of yours, 4 a missing tool,\n130 interrupted. Ctrl-C is how --watch ends: then 0 or 1, by the verdicts."
    )]
    Check(Check),
    /// Write the package of what was signed, and bring it where it is wanted
    #[command(
        after_help = "Example:\n  throughline deliver\n  throughline deliver --to /mnt/agency\n  throughline deliver --to s3://bucket/acme   (where object stores are built in)"
    )]
    Deliver {
        #[command(flatten)]
        work: Work,
        /// Also bring it to a folder, or to a bucket: `s3://NAME/PREFIX`, `gs://…`, `az://…`
        ///
        /// Files go to CAMPAIGN/round-N/ there. What lies there already with the same hash stays, so
        /// a delivery that broke off goes on; every file is read back and held against its hash; files of
        /// others are never replaced. Credentials come from the environment (AWS_…, GOOGLE_…,
        /// AZURE_…), never from the address. Where it went is recorded.
        #[arg(long, value_name = "PLACE")]
        to: Option<String>,
    },
    /// What files and ads are called: look at names, read them
    Names {
        /// What to do
        #[command(subcommand)]
        what: Names,
    },
    /// Import results and say what they taught
    Learn(Work),
    /// Say what is expected of what was delivered
    Predict(Work),
    /// Recommend, and record what people decide
    #[command(
        after_help = "Example:\n  throughline decide\n  throughline decide --as \"Performance lead\"\n  throughline decide --accept-all --as \"Performance lead\"\n  throughline decide --set var-3f9k2m7q1x5z=kill --because \"off brand\" --as \"Performance lead\""
    )]
    Decide {
        #[command(flatten)]
        work: Work,
        /// Who decides
        #[arg(long = "as", value_name = "NAME")]
        by: Option<String>,
        /// Follow every recommendation that waits
        #[arg(long, requires = "by")]
        accept_all: bool,
        /// Decide one thing: ID=VERDICT
        #[arg(long, value_name = "ID=VERDICT", requires = "by")]
        set: Vec<String>,
        /// The reason, needed to overrule a recommendation
        #[arg(long, value_name = "TEXT", default_value = "")]
        because: String,
    },
    /// Why something exists: the chain back to a purpose
    #[command(
        after_help = "Example:\n  throughline why con-2h8m4k0q7w3x\n  throughline why hook/fresh-start\n  throughline why out/deliverables/round-1/acme_spring~7JQ2M4KX.jpg"
    )]
    Why {
        /// Anything's id, or a file's or ad's name
        id: String,
        #[command(flatten)]
        common: Common,
    },
    /// What has no purpose, and where time and money went
    Audit(Common),
    /// Prove the ledger, the files behind it and the tables made from it
    Verify {
        #[command(flatten)]
        common: Common,
        /// Make the tables anew from the ledger
        #[arg(long)]
        repair: bool,
    },
    /// Remove what nothing needs: blobs that no record names, files that were never finished
    #[command(after_help = "Example:\n  throughline gc --dry-run\n  throughline gc --superseded")]
    Gc {
        #[command(flatten)]
        common: Common,
        /// Only say what would be removed
        #[arg(long)]
        dry_run: bool,
        /// Also let go of files that no plan asks for any more and that nobody approved
        ///
        /// Whoever wants one back changes the files of the workspace back: it is made again.
        #[arg(long)]
        superseded: bool,
    },
    /// What is installed, which version, what is missing and how to get it
    Doctor {
        /// How data is printed
        #[arg(long, value_enum, default_value = "text")]
        format: Format,
    },
}
