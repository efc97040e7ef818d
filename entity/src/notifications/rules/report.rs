//! Reports (投递报告): what a mail system says of a letter that it took, in a letter of its own (RFC 3464). Pure.

use mail_parser::{MessageParser, MimeHeaders};

use super::{mask_address, news::News, one_line};

/// What a letter that came back says of ours; nothing if it is no report, or if nothing is decided yet.
pub fn read(letter: &[u8]) -> Option<News> {
    let said = status_of(letter)?;
    let news: Vec<News> = recipients(&said).iter().filter_map(about).collect();
    // A letter has one recipient, behind whom several may stand: if one of them has it, it has arrived.
    news.iter().find(|news| **news == News::Arrived).or(news.first()).cloned()
}

/// The part that is written for programs.
fn status_of(letter: &[u8]) -> Option<String> {
    let parser = MessageParser::new().with_mime_headers();
    let head = parser.parse_headers(letter)?;
    if !head.is_content_type("multipart", "report") {
        return None;
    }
    let is_status = |part: &&[u8]| {
        let head = parser.parse_headers(*part);
        // The second one is that of a mail system whose addresses are not in ASCII (RFC 6533).
        head.is_some_and(|head| ["delivery-status", "global-delivery-status"].iter().any(|kind| head.is_content_type("message", kind)))
    };
    let part = parts(letter, head.content_type()?.attribute("boundary")?).into_iter().find(is_status)?;
    let whole = parser.parse(part)?;
    Some(String::from_utf8_lossy(whole.root_part().contents()).into_owned())
}

/// What stands between the boundaries. Taken apart here, so that only the part that matters is read: letters may be nested in a letter that
/// came back as deep as somebody likes, and the parser would follow.
fn parts<'a>(letter: &'a [u8], boundary: &str) -> Vec<&'a [u8]> {
    let mark = format!("--{boundary}");
    let (mut parts, mut begins, mut at) = (Vec::new(), None, 0);
    for line in letter.split_inclusive(|byte| *byte == b'\n') {
        let here = at;
        at += line.len();
        if let Some(rest @ (b"" | b"--")) = line.strip_prefix(mark.as_bytes()).map(<[u8]>::trim_ascii) {
            parts.extend(begins.map(|begins: usize| &letter[begins..here]));
            begins = rest.is_empty().then_some(at);
        }
    }
    // The end may be cut off.
    parts.extend(begins.map(|begins| &letter[begins..]));
    parts
}

/// What is said of one recipient: names of fields in lower case, with their texts.
#[derive(Default)]
struct Fields(Vec<(String, String)>);

impl Fields {
    fn of(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, text)| text.as_str())
    }

    /// The text after its type, as in `rfc822; li@example.org`.
    fn untyped(&self, name: &str) -> Option<&str> {
        self.of(name).map(|text| text.split_once(';').map_or(text, |(_, rest)| rest).trim())
    }

    fn word(&self, name: &str) -> Option<&str> {
        self.of(name)?.split(|letter: char| letter.is_whitespace() || matches!(letter, ';' | '(')).next()
    }
}

/// Groups of fields, divided by blank lines: the first is about the letter, each other about one recipient.
fn recipients(said: &str) -> Vec<Fields> {
    let mut groups = vec![Fields::default()];
    for line in said.lines() {
        if line.trim().is_empty() {
            groups.push(Fields::default());
            continue;
        }
        let Some(Fields(fields)) = groups.last_mut() else { continue };
        match (line.starts_with([' ', '\t']), fields.last_mut(), line.split_once(':')) {
            (true, Some((_, text)), _) => text.extend([" ", line.trim()]),
            (false, _, Some((name, text))) => fields.push((name.trim().to_ascii_lowercase(), text.trim().to_owned())),
            _ => {}
        }
    }
    groups
}

fn about(recipient: &Fields) -> Option<News> {
    match recipient.word("action")?.to_ascii_lowercase().as_str() {
        "failed" => Some(News::came_back(reason(recipient).as_deref())),
        "delivered" | "relayed" => Some(News::Arrived),
        // It is late, or was sent on to several: we shall hear of it.
        _ => None,
    }
}

/// The code (RFC 3463), and what the mail system was told, without addresses.
fn reason(recipient: &Fields) -> Option<String> {
    let is_code = |word: &&str| word.split('.').count() == 3 && word.chars().all(|letter| letter.is_ascii_digit() || letter == '.');
    let code = recipient.word("status").filter(is_code);
    let addresses: Vec<_> = ["final-recipient", "original-recipient"].iter().filter_map(|name| recipient.untyped(name)).collect();
    let told = recipient.untyped("diagnostic-code").map(|told| without_addresses(&one_line(told), &addresses));
    match (code, told.filter(|told| !told.is_empty())) {
        (Some(code), Some(told)) if !told.contains(code) => Some(format!("{code} {told}")),
        (_, Some(told)) => Some(told),
        (code, None) => code.map(str::to_owned),
    }
}

/// The text with everything masked that looks like an address, and the names of those mailboxes that it is about.
fn without_addresses(text: &str, known: &[&str]) -> String {
    // What stands in quotes may hold blanks: it is no word.
    let quoted = known.iter().filter(|address| address.starts_with('"'));
    let text = quoted.fold(text.to_owned(), |text, address| text.replace(address, "***"));
    let names: Vec<_> = known.iter().filter_map(|address| address.split_once('@')).map(|(name, _)| name).collect();
    let mask = |word: &str| match word.matches('@').count() {
        0 if names.iter().any(|name| holds(word, name)) => "***".to_owned(),
        0 => word.to_owned(),
        1 => mask_address(word),
        // Whatever it is, it has more than one domain.
        _ => "***".to_owned(),
    };
    let mut clean = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some(begin) = rest.find(may_be_in_an_address) {
        let word = rest[begin..].split(|letter| !may_be_in_an_address(letter)).next().unwrap_or_default();
        clean.extend([&rest[..begin], &mask(word)]);
        rest = &rest[begin + word.len()..];
    }
    clean + rest
}

/// Whether it is a mailbox's name, or something like `user=name`.
fn holds(word: &str, name: &str) -> bool {
    word.split(['=', '/', '\'', '!']).any(|piece| piece.trim_matches('.').eq_ignore_ascii_case(name))
}

/// Letters of a bare address (RFC 5322, RFC 6531).
fn may_be_in_an_address(letter: char) -> bool {
    letter.is_alphanumeric() || "@.!#$%&'*+-/=?^_`{|}~".contains(letter)
}

#[cfg(test)]
mod tests;
