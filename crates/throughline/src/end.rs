//! How a command ends: a message for a person and a code for scripts.

use flow::plan::PlanError;
use flow::ports::PortError;
use flow::steps::StepError;
use host::delivery::DeliveryError;
use host::studio::StudioError;
use host::{HostError, known::chain};

/// A verdict fails.
pub(crate) const VERDICT: u8 = 1;
/// The command line is wrong, or a path does not exist.
pub(crate) const USAGE: u8 = 2;
/// A file of the user, an unknown reviewer, missing workspace media.
pub(crate) const FILE: u8 = 3;
/// A tool is missing.
pub(crate) const TOOL: u8 = 4;
/// A bug of ours.
pub(crate) const BUG: u8 = 70;
/// Busy, disk full, network, budget.
pub(crate) const BUSY: u8 = 75;
/// Interrupted.
pub(crate) const INTERRUPTED: u8 = 130;

/// A command that did not end well.
#[derive(Debug)]
pub(crate) struct End {
    /// The exit code.
    pub(crate) code: u8,
    /// What happened, where, and what to do. May be empty when all was said already.
    pub(crate) message: String,
}

impl End {
    pub(crate) fn new(code: u8, message: impl Into<String>) -> Self {
        Self { code, message: message.into() }
    }

    pub(crate) fn bug(what: &str) -> Self {
        Self::new(BUG, format!("this is a bug in throughline: {what}"))
    }

    /// Of several ends, the worst by the contract: 70 > 75 > 4 > 3 > 1.
    pub(crate) fn worst(codes: impl IntoIterator<Item = u8>) -> Option<u8> {
        let rank = |code: &u8| [VERDICT, FILE, TOOL, BUSY, BUG].iter().position(|c| c == code);
        codes.into_iter().max_by_key(|code| rank(code))
    }
}

/// Returns the exit code of a step that could not finish.
pub(crate) fn code_of_step(error: &StepError) -> u8 {
    match error {
        StepError::Port(port) => code_of_port(port),
        StepError::Draw { .. } => FILE,
        StepError::Record { .. } => BUG,
    }
}

/// Returns the exit code of a port that said no.
pub(crate) fn code_of_port(error: &PortError) -> u8 {
    match error {
        PortError::Missing { .. } | PortError::File(_) => FILE,
        PortError::Tool { .. } => TOOL,
        PortError::Resource(_) => BUSY,
    }
}

fn code_of_host(error: &HostError) -> u8 {
    if error.is_temporary() {
        return BUSY;
    }
    match error {
        HostError::Unwritable { .. } => BUG,
        HostError::Io { .. }
        | HostError::Database { .. }
        | HostError::NoRandomness { .. }
        | HostError::NotAllowed { .. } => BUSY,
        _ => FILE,
    }
}

impl From<HostError> for End {
    fn from(error: HostError) -> Self {
        Self::new(code_of_host(&error), chain(&error))
    }
}

impl From<PortError> for End {
    fn from(error: PortError) -> Self {
        Self::new(code_of_port(&error), chain(&error))
    }
}

impl From<DeliveryError> for End {
    fn from(error: DeliveryError) -> Self {
        let code = match error {
            DeliveryError::Host(error) => return error.into(),
            DeliveryError::Unsigned(_) | DeliveryError::NotOurs { .. } => FILE,
            DeliveryError::Store { .. } | DeliveryError::Damaged { .. } => BUSY,
            DeliveryError::NoStores => TOOL,
            DeliveryError::Stopped => INTERRUPTED,
        };
        Self::new(code, error.to_string())
    }
}

impl From<StudioError> for End {
    fn from(error: StudioError) -> Self {
        match error {
            StudioError::NoWorkspace(_) => Self::new(USAGE, error.to_string()),
            StudioError::Files(faults) => {
                let count = faults.len();
                let rendered = spec::diagnostic::render(&faults);
                Self::new(FILE, format!("{rendered}\n{count} faults; nothing was changed"))
            }
            StudioError::Scan(errors) => {
                let code = Self::worst(errors.iter().map(code_of_host)).unwrap_or(FILE);
                let lines: Vec<String> = errors.iter().map(|e| chain(e)).collect();
                Self::new(code, lines.join("\n"))
            }
            StudioError::Host(error) => error.into(),
            StudioError::Port(error) => error.into(),
            StudioError::Plan(error) => {
                let code = match &error {
                    PlanError::Port(port) => code_of_port(port),
                    PlanError::Step(step) => code_of_step(step),
                    PlanError::Font { .. } => TOOL,
                };
                Self::new(code, chain(&error))
            }
        }
    }
}
