//! The column as a feed (Atom), for whoever reads many columns in one place.

use atom_syndication::{Content, Entry, Feed, Link, Person, Text};

use super::{article, column::Front};

/// The feed of a column; `base` is where the pages are.
pub fn atom(front: &Front, title: &str, base: &str) -> String {
    let home = format!("{base}/p/articles/of/{}", front.community.code);
    let updated = front.articles.first().and_then(|article| article.published_at).unwrap_or(front.community.created_at);
    let feed = Feed {
        title: Text::plain(title),
        id: home.clone(),
        updated: updated.fixed_offset(),
        links: vec![link(home)],
        entries: front.articles.iter().map(|article| entry(article, base)).collect(),
        ..Feed::default()
    };
    feed.to_string()
}

fn entry(article: &article::Model, base: &str) -> Entry {
    let address = format!("{base}/p/articles/{}", article.id);
    let out = article.published_at.unwrap_or(article.created_at).fixed_offset();
    let person = Person { name: article.author.clone(), ..Person::default() };
    Entry {
        title: Text::plain(article.title.clone()),
        id: address.clone(),
        updated: out,
        published: Some(out),
        authors: if article.author.is_empty() { Vec::new() } else { vec![person] },
        links: vec![link(address)],
        content: Some(Content { value: Some(article.body.clone()), content_type: Some("text".to_owned()), ..Content::default() }),
        ..Entry::default()
    }
}

fn link(href: String) -> Link {
    Link { href, rel: "alternate".to_owned(), ..Link::default() }
}
