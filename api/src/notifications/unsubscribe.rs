//! One click on a mail's own button and letters of its kind stop (RFC 8058).

use mulin_entity::{kernel::Language, notifications::unsubscribe};
use poem::web::Data;
use poem_openapi::{
    ApiResponse, OpenApi,
    param::{Header, Path},
    payload::Html,
};

use crate::{ApiState, Reply, Tag};

/// Links of mails.
pub struct UnsubscribeApi;

/// The page has a button and nothing else.
const PAGE_POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'";

#[derive(ApiResponse)]
enum Page {
    /// A page for people.
    #[oai(status = 200)]
    Shown(Html<String>, #[oai(header = "Content-Security-Policy")] String),
}

#[OpenApi(tag = "Tag::Notifications")]
impl UnsubscribeApi {
    /// A page with one button. Opening the link changes nothing: programs that scan mails open links, too.
    #[oai(path = "/unsubscribe/:token", method = "get", operation_id = "unsubscribe.ask")]
    async fn ask(&self, _token: Path<String>, #[oai(name = "accept-language")] language: Header<Option<String>>) -> Reply<Page> {
        let language = Language::accepted(language.0.as_deref());
        // The form goes to this same address.
        let button = format!("<form method=\"post\"><button>{}</button></form>", language.text("notifications.unsubscribe_button", &[]));
        Ok(page(language, "notifications.unsubscribe_ask", &button))
    }

    /// Letters of this kind stop.
    #[oai(path = "/unsubscribe/:token", method = "post", operation_id = "unsubscribe.stop")]
    async fn stop(
        &self,
        state: Data<&ApiState>,
        token: Path<String>,
        #[oai(name = "accept-language")] language: Header<Option<String>>,
    ) -> Reply<Page> {
        unsubscribe::redeem(&state.db, &token.0).await?;
        Ok(page(Language::accepted(language.0.as_deref()), "notifications.unsubscribe_done", ""))
    }
}

fn page(language: Language, code: &'static str, below: &str) -> Page {
    let style = "font:16px/1.7 system-ui,sans-serif;max-width:32em;margin:4em auto;padding:0 1em";
    let text = language.text(code, &[]);
    let html = format!(
        "<!doctype html><html lang=\"{language}\"><meta charset=\"utf-8\"><title>{text}</title><body style=\"{style}\"><p>{text}</p>{below}"
    );
    Page::Shown(Html(html), PAGE_POLICY.to_owned())
}
