//! Ledgers (台账): the spreadsheets in which communities keep their people, read as they really are.
//!
//! Bytes become a [`Sheet`] of cells, bounded before anything is parsed; a [`Form`]
//! is what its header row says about its columns; a [`Reader`] turns each row into an
//! [`Entry`] or names the cells that are wrong.

mod cell;
mod entry;
mod export;
mod field;
mod form;
mod limits;
mod open;
mod reader;
mod sheet;
mod suggest;
mod template;
mod text_file;
mod text_stream;
mod vocabulary;
mod widths;
mod workbook;

pub use cell::{Cell, letters};
pub use entry::{Entry, Person};
pub use export::{Column, Frame, export, export_framed, sheet_name};
pub(crate) use export::{header_format, over, text_format, title_format};
pub use field::{Field, bare};
pub use form::{Form, Mapping};
pub use limits::Limits;
pub use open::{Unreadable, open};
pub use reader::{Fault, Reader};
pub(crate) use reader::{id_number, is_footer, is_nothing};
pub use sheet::{Row, Sheet};
pub use suggest::Suggestion;
pub use template::{Heading, fill_in_form, template};
pub use vocabulary::{Residents, Vocabulary};
pub use widths::widths;
