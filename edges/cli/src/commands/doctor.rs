//! `relais doctor`: examines an installation and says how to mend it.

use platform::doctor::{self, State};

use crate::args::Installation;
use crate::fault::Fault;

/// Examines everything, one line each.
pub async fn run(args: &Installation) -> Result<(), Fault> {
    let findings = doctor::examine(&args.config()?).await;
    for finding in &findings {
        let mark = match finding.state {
            State::Well => "ok  ",
            State::Attention => "note",
            State::Ill => "ILL ",
        };
        println!("{mark}  {}: {}", finding.about, finding.words);
    }
    let ill = findings.iter().filter(|finding| finding.state == State::Ill).count();
    if ill == 0 { Ok(()) } else { Err(Fault::new(format!("{ill} of {} need mending, as said above", findings.len()))) }
}
