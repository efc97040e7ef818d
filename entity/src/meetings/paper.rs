//! The paper that minutes are kept on (DOCX).

use std::io::Cursor;

use docx_rs::{Docx, Paragraph, Run, RunFonts};

use crate::kernel::{Failure, Result};

/// The fonts of official documents: songti for the text.
const FONT: &str = "SimSun";
/// The size of a title, in half points.
pub(crate) const TITLE: usize = 36;
/// The size of the text.
pub(crate) const TEXT: usize = 24;

/// An empty document.
pub(crate) fn blank() -> Docx {
    Docx::new().default_fonts(RunFonts::new().east_asia(FONT).ascii(FONT))
}

/// A line.
pub(crate) fn line(text: &str, size: usize, bold: bool) -> Paragraph {
    let run = Run::new().add_text(text).size(size);
    Paragraph::new().add_run(if bold { run.bold() } else { run })
}

/// A value with its name.
pub(crate) fn named(name: &str, value: &str) -> Paragraph {
    line(&format!("{name}："), TEXT, true).add_run(Run::new().add_text(value).size(TEXT))
}

/// The file.
pub(crate) fn pack(docx: Docx) -> Result<Vec<u8>> {
    let mut bytes = Cursor::new(Vec::new());
    docx.build().pack(&mut bytes).map_err(Failure::internal)?;
    Ok(bytes.into_inner())
}
