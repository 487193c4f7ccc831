//! The list of departments. A department that is not here does not exist.

use house::Plan;

/// Every department, each after those that it builds on.
pub fn plan() -> Plan {
    Plan::new([
        territory::module(),
        directory::module(),
        needs::module(),
        campaigns::module(),
        alerts::module(),
        helpdesk::module(),
        administration::module(),
        standards::module(),
    ])
}
