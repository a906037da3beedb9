use std::fmt::Write;

use crate::tickets::{Priority, Ticket};

const LONGEST_SUBJECT: usize = 78;

/// The subject of the mail about a ticket.
pub fn subject(ticket: &Ticket) -> String {
    let mut subject = String::with_capacity(LONGEST_SUBJECT);
    match ticket.priority {
        Priority::Urgent => subject.push_str("[urgent] "),
        Priority::Normal => {}
    }
    write!(subject, "#{} ", ticket.number).expect("a String takes every text");
    let title = ticket.title.replace(['\r', '\n'], " ");
    subject.push_str(&shortened(title.trim(), LONGEST_SUBJECT - subject.len()));
    subject
}

fn shortened(text: &str, room: usize) -> String {
    if text.chars().count() <= room {
        return text.to_owned();
    }
    let mut short: String = text.chars().take(room - 1).collect();
    short.push('…');
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_breaks_become_spaces() {
        let ticket = Ticket::sample("first\nsecond");
        assert!(subject(&ticket).ends_with("first second"));
    }
}
