//! How it stands with a peer, in words.

use web::Page;

use super::{Last, Peer, PeerId, Report, Standing, Trouble};

/// A peer as the page shows it.
pub(super) struct Line {
    pub id: PeerId,
    pub name: String,
    pub url: String,
    /// How often, in which language, under which licence.
    pub about: Vec<String>,
    pub state: State,
    /// How far the present reading is.
    pub progress: Option<String>,
    pub succeeded: Option<String>,
    /// Services that came from it and are in the directory.
    pub services: u64,
    /// Organisations that did.
    pub organisations: u64,
    /// Fields of these in dispute, which wait for an editor.
    pub disagreements: u64,
    pub report: Option<Vec<String>>,
    pub remarks: Vec<String>,
    pub fault: Option<String>,
    /// What the programs said, in their words.
    pub detail: Option<String>,
}

/// What of a peer is in the directory.
pub(super) struct Counts {
    pub services: u64,
    pub organisations: u64,
    pub disagreements: u64,
}

/// How it stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum State {
    /// It was never read yet.
    Waiting,
    /// It is being read, or taken in.
    Reading,
    /// The last reading came to nothing.
    Failed,
    /// It has far less than before, and somebody should say that this is true.
    Shrunk,
    Well,
    Paused,
    /// What it brought is being taken out.
    Leaving,
}

impl State {
    fn of(peer: &Peer) -> Self {
        let Last { began_at, ended_at, fault, .. } = &peer.last;
        match (peer.standing, fault) {
            (Standing::Paused | Standing::Left, _) => Self::Paused,
            (Standing::Leaving, _) => Self::Leaving,
            (Standing::Active, _) if began_at.is_none() => Self::Waiting,
            (Standing::Active, _) if ended_at.is_none() => Self::Reading,
            (Standing::Active, Some(Trouble::Shrunk)) => Self::Shrunk,
            (Standing::Active, Some(_)) => Self::Failed,
            (Standing::Active, None) => Self::Well,
        }
    }

    /// Text, colour and pictogram of its chip.
    pub fn chip(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::Waiting => ("standards-peer-state-waiting", "quiet", "clock"),
            Self::Reading => ("standards-peer-state-reading", "", "clock"),
            Self::Failed => ("standards-peer-state-failed", "bad", "warning"),
            Self::Shrunk => ("standards-peer-state-shrunk", "warn", "warning"),
            Self::Well => ("standards-peer-state-well", "good", "check"),
            Self::Paused => ("standards-peer-state-paused", "quiet", ""),
            Self::Leaving => ("standards-peer-state-leaving", "quiet", "clock"),
        }
    }
}

impl Line {
    pub fn of(page: &Page, peer: Peer, counts: &Counts) -> Self {
        let Counts { services, organisations, disagreements } = *counts;
        let state = State::of(&peer);
        let Last { records, taking_at, succeeded_at, report, fault, fault_detail, .. } = peer.last;
        let key = if taking_at.is_some() { "standards-peer-taking" } else { "standards-peer-reading" };
        let mut about =
            vec![page.tr(format!("standards-rhythm-{}", peer.rhythm)).to_string(), peer.lang.own_name().to_owned()];
        about.extend(peer.licence);
        let fault = fault.map(|fault| page.tr(format!("standards-trouble-{}", fault.code().replace('_', "-"))));
        Self {
            id: peer.id,
            about,
            progress: (state == State::Reading).then(|| page.tr(key).arg("n", records).to_string()),
            succeeded: succeeded_at.map(|at| page.moment(at)),
            services,
            organisations,
            disagreements,
            report: report.as_ref().map(|report| told(page, report)),
            remarks: report.map(|report| report.remarks).unwrap_or_default(),
            fault: fault.map(|fault| fault.to_string()),
            detail: fault_detail,
            name: peer.name,
            url: peer.url,
            state,
        }
    }

    pub fn is_active(&self) -> bool {
        !matches!(self.state, State::Paused | State::Leaving)
    }
}

/// What a reading did, part by part; what it did not do is not told.
fn told(page: &Page, report: &Report) -> Vec<String> {
    let parts = [
        ("standards-peer-added-count", report.added),
        ("standards-peer-changed", report.changed),
        ("standards-peer-removed", report.removed),
        ("standards-peer-left-out", report.left_out),
    ];
    let parts = parts.into_iter().filter(|(_, n)| *n > 0);
    let parts: Vec<String> = parts.map(|(key, n)| page.tr(key).arg("n", n).to_string()).collect();
    let uneven = report.uneven.then(|| page.tr("standards-peer-uneven").to_string());
    let parts: Vec<String> = parts.into_iter().chain(uneven).collect();
    if parts.is_empty() { vec![page.tr("standards-peer-nothing-new").to_string()] } else { parts }
}
