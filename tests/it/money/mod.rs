//! What it costs, to the cent.

mod dated;
mod ledger;
mod night;
mod overtime;
mod payroll;
mod priced;
mod saving;
mod savings;
