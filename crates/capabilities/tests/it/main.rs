//! Stories about messages, told through the crate's public functions.

mod dovecot;
mod letters;
mod mail;
mod mailbox;
mod outside;
mod own;
mod sending;
mod tls;
