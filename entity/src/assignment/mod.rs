//! Assignments (分派): who has to do what by when. Whatever is handed out takes the same course and the same clocks.

pub mod rules;
