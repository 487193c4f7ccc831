//! The desk in a region's pack: `lines.toml`, `guide.toml`, and of `region.toml` the channels, inquirers and emergencies.

use house::{Keys, Pack, PackFault, PackText};
use serde::Deserialize;

use super::{Answer, Desk, Emergency, Guide, Line, Step, Word};
use crate::contact::rules::UNKNOWN_INQUIRER;

const LINES: &str = "lines.toml";
const GUIDES: &str = "guide.toml";
const REGION: &str = "region.toml";

/// What the desk knows of these files. Some keys are said for people: who started a line and when, what a step of a guide is and leads to.
pub const KEYS: [Keys; 10] = [
    Keys { file: LINES, table: "", keys: &["line"] },
    Keys {
        file: LINES,
        table: "line",
        keys: &[
            "code",
            "names",
            "purpose",
            "channels",
            "default_channel",
            "confidential",
            "target_direct_answer_percent",
            "target_source",
            "guide",
            "themes_first",
            "all_themes",
            "inquirer_kinds_first",
            "phone",
            "email",
            "service",
            "roles",
            "launched_year",
            "source",
        ],
    },
    Keys { file: GUIDES, table: "", keys: &["guide"] },
    Keys { file: GUIDES, table: "guide", keys: &["code", "version", "names", "line", "step"] },
    Keys {
        file: GUIDES,
        table: "guide.step",
        keys: &["code", "question", "safety", "answer", "kind", "fills", "answers_from", "skip_unless_reached"],
    },
    Keys { file: GUIDES, table: "guide.step.answer", keys: &["code", "names", "emergency", "next"] },
    Keys { file: REGION, table: "", keys: &["inquirer_kind", "channel", "emergency"] },
    Keys { file: REGION, table: "emergency", keys: &["code", "dangers"] },
    Keys { file: REGION, table: "inquirer_kind", keys: &["code", "names", "group"] },
    Keys { file: REGION, table: "channel", keys: &["code", "names", "group"] },
];

#[derive(Deserialize)]
struct LinesFile {
    line: Vec<PackLine>,
}

#[derive(Deserialize)]
struct PackLine {
    code: String,
    names: PackText,
    purpose: PackText,
    channels: Vec<String>,
    default_channel: String,
    confidential: bool,
    target_direct_answer_percent: Option<f64>,
    #[serde(default)]
    target_source: PackText,
    guide: Option<String>,
    #[serde(default)]
    themes_first: Vec<String>,
    all_themes: bool,
    #[serde(default)]
    inquirer_kinds_first: Vec<String>,
}

#[derive(Deserialize)]
struct RegionFile {
    #[serde(default)]
    emergency: Vec<PackEmergency>,
    inquirer_kind: Vec<PackWord>,
    channel: Vec<PackWord>,
}

#[derive(Deserialize)]
struct PackEmergency {
    code: String,
    names: PackText,
    phone: String,
    purpose: PackText,
}

#[derive(Deserialize)]
struct PackWord {
    code: String,
    names: PackText,
    group: Option<String>,
}

#[derive(Deserialize)]
struct GuidesFile {
    guide: Vec<PackGuide>,
}

#[derive(Deserialize)]
struct PackGuide {
    code: String,
    version: i64,
    names: PackText,
    step: Vec<PackStep>,
}

#[derive(Deserialize)]
struct PackStep {
    code: String,
    question: PackText,
    #[serde(default)]
    safety: bool,
    #[serde(default)]
    answer: Vec<PackAnswer>,
}

#[derive(Deserialize)]
struct PackAnswer {
    code: String,
    names: PackText,
    #[serde(default)]
    emergency: Vec<String>,
}

/// Reads the desk.
///
/// # Errors
/// The first file that cannot be read.
pub fn read(pack: &Pack) -> Result<Desk, PackFault> {
    let region: RegionFile = pack.read(REGION)?;
    Ok(Desk {
        lines: pack.read::<LinesFile>(LINES)?.line.into_iter().map(line).collect(),
        channels: region.channel.into_iter().map(word).collect(),
        inquirers: region.inquirer_kind.into_iter().map(word).collect(),
        emergencies: region.emergency.into_iter().map(emergency).collect(),
        guides: pack.read::<GuidesFile>(GUIDES)?.guide.into_iter().map(guide).collect(),
    })
}

/// Everything that is wrong with the desk in a pack.
pub fn check(pack: &Pack) -> Vec<PackFault> {
    let desk = match read(pack) {
        Ok(desk) => desk,
        Err(fault) => return vec![fault],
    };
    let mut faults = Vec::new();
    let unknown = |file: &str, code: &str, what: &str, known: Vec<&str>| {
        let message = format!("there is no {what} `{code}`");
        let remedy = format!("use one of: {}", known.join(", "));
        pack.fault(file, &format!("\"{code}\""), message, remedy)
    };
    let channels = || desk.channels.iter().map(|word| word.code.as_str()).collect::<Vec<_>>();
    let inquirers = || desk.inquirers.iter().map(|word| word.code.as_str()).collect::<Vec<_>>();
    let guides = || desk.guides.iter().map(|guide| guide.code.as_str()).collect::<Vec<_>>();
    let emergencies = || desk.emergencies.iter().map(|line| line.code.as_str()).collect::<Vec<_>>();
    for line in &desk.lines {
        for channel in
            line.channels.iter().chain([&line.default_channel]).filter(|code| !channels().contains(&code.as_str()))
        {
            faults.push(unknown(LINES, channel, "channel", channels()));
        }
        for inquirer in line.inquirers_first.iter().filter(|code| !inquirers().contains(&code.as_str())) {
            faults.push(unknown(LINES, inquirer, "kind of inquirer", inquirers()));
        }
        for guide in line.guide.iter().filter(|code| !guides().contains(&code.as_str())) {
            faults.push(unknown(LINES, guide, "conversation guide", guides()));
        }
        if line.target.is_some_and(|target| !(0.0..=100.0).contains(&target)) {
            let message = format!("the target of line `{}` is no percentage", line.code);
            faults.push(pack.fault(LINES, "target_direct_answer_percent", message, "write a number from 0 to 100"));
        }
    }
    for answer in desk.guides.iter().flat_map(|guide| &guide.steps).flat_map(|step| &step.answers) {
        for code in answer.emergency.iter().filter(|code| !emergencies().contains(&code.as_str())) {
            faults.push(unknown(GUIDES, code, "emergency line", emergencies()));
        }
    }
    if !inquirers().contains(&UNKNOWN_INQUIRER) {
        let message = format!("the kind of inquirer `{UNKNOWN_INQUIRER}` is missing");
        let remedy = "add it: a hang-up is kept under it";
        faults.push(pack.fault(REGION, "[[inquirer_kind]]", message, remedy));
    }
    faults
}

fn line(line: PackLine) -> Line {
    Line {
        code: line.code,
        names: line.names.into(),
        purpose: line.purpose.into(),
        channels: line.channels,
        default_channel: line.default_channel,
        confidential: line.confidential,
        target: line.target_direct_answer_percent,
        target_source: line.target_source.into(),
        guide: line.guide,
        themes_first: line.themes_first,
        all_themes: line.all_themes,
        inquirers_first: line.inquirer_kinds_first,
    }
}

fn word(word: PackWord) -> Word {
    Word { code: word.code, names: word.names.into(), group: word.group }
}

fn emergency(line: PackEmergency) -> Emergency {
    Emergency { code: line.code, names: line.names.into(), phone: line.phone, purpose: line.purpose.into() }
}

fn guide(guide: PackGuide) -> Guide {
    let answer =
        |answer: PackAnswer| Answer { code: answer.code, names: answer.names.into(), emergency: answer.emergency };
    let step = |step: PackStep| Step {
        code: step.code,
        question: step.question.into(),
        safety: step.safety,
        answers: step.answer.into_iter().map(answer).collect(),
    };
    Guide {
        code: guide.code,
        version: guide.version,
        names: guide.names.into(),
        steps: guide.step.into_iter().map(step).collect(),
    }
}
