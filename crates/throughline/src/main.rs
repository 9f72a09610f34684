//! The command line: words in, verbs called, words out. No logic lives here.
//!
//! Data goes to stdout, talk to stderr. Every verb is one file in `verbs/`. Start reading at
//! [`cli::Cli`].

mod cli;
mod end;
mod talk;
mod verbs;

use clap::Parser;
use cli::Cli;
use end::End;
use std::process::ExitCode;

fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            // Nothing can be done when the terminal itself is gone.
            let _printed = error.print();
            return if error.use_stderr() { ExitCode::from(2) } else { ExitCode::SUCCESS };
        }
    };
    let end = std::panic::catch_unwind(|| verbs::run(&cli)).unwrap_or_else(|_| {
        Err(End::bug("a panic; the message above says where. Nothing that was finished is lost"))
    });
    match end {
        Ok(()) => ExitCode::SUCCESS,
        Err(end) => {
            talk::say(&end.message);
            ExitCode::from(end.code)
        }
    }
}
