//! Stories of the real binary, run as a process: what survives a kill, a fault, a second node, and a careless hand at the
//! command line.

mod backups;
mod cli;
mod disk;
mod exports;
mod faults;
mod history;
mod imports;
mod judges;
mod kills;
mod loads;
mod locked;
mod looks;
mod proxy;
mod receipts;
mod rude;
mod support;
mod totals;
mod two_nodes;
