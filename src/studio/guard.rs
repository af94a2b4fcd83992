//! Who may ask: only the browser that was given the start-up token, from the page's own origin, by the loopback's own name.

use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, COOKIE, HOST, HeaderMap, HeaderName, HeaderValue,
    ORIGIN, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use axum::http::{Method, StatusCode};

/// What a request must show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Guard {
    /// The port that is listened on.
    pub port: u16,
    /// The token of this run.
    pub token: String,
}

/// The headers of every answer: no script, style or frame from elsewhere or inline, nothing kept or passed on.
pub const HEADERS: [(HeaderName, HeaderValue); 7] = [
    (
        CONTENT_SECURITY_POLICY,
        HeaderValue::from_static(
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; \
             form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
        ),
    ),
    (X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    (X_FRAME_OPTIONS, HeaderValue::from_static("DENY")),
    // Anything stricter would have a form of the page itself sent without its origin.
    (REFERRER_POLICY, HeaderValue::from_static("same-origin")),
    (CACHE_CONTROL, HeaderValue::from_static("no-store")),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        HeaderValue::from_static("same-origin"),
    ),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        HeaderValue::from_static("same-origin"),
    ),
];

impl Guard {
    /// Whether a request's host and origin are this page's own. What changes something must name its origin.
    pub fn is_own_site(&self, method: &Method, headers: &HeaderMap) -> Result<(), StatusCode> {
        let hosts = ["127.0.0.1", "localhost"].map(|host| format!("{host}:{}", self.port));
        let host = only(headers, &HOST).ok_or(StatusCode::MISDIRECTED_REQUEST)?;
        if !hosts.iter().any(|own| own == host) {
            return Err(StatusCode::MISDIRECTED_REQUEST);
        }
        let is_safe = matches!(*method, Method::GET | Method::HEAD);
        match headers.get(ORIGIN) {
            None if is_safe => Ok(()),
            Some(_) if only(headers, &ORIGIN) == Some(&format!("http://{host}")) => Ok(()),
            _ => Err(StatusCode::FORBIDDEN),
        }
    }

    /// Whether a request carries the token of this run.
    pub fn is_known(&self, headers: &HeaderMap) -> bool {
        cookie(headers, &self.cookie_name()).is_some_and(|token| self.is_token(token))
    }

    /// Whether that is the token; takes the same time for any that is not.
    pub fn is_token(&self, token: &str) -> bool {
        let pairs = token.bytes().zip(self.token.bytes());
        token.len() == self.token.len()
            && pairs.fold(0, |different, (left, right)| different | (left ^ right)) == 0
    }

    /// The cookie that a browser is given for the token.
    pub fn cookie(&self) -> String {
        format!(
            "{}={}; Path=/; HttpOnly; SameSite=Strict",
            self.cookie_name(),
            self.token
        )
    }

    /// Cookies know no ports, so each run has a name of its own.
    fn cookie_name(&self) -> String {
        format!("chengwen-{}", self.port)
    }
}

/// The value of a cookie.
pub fn cookie<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    headers
        .get_all(COOKIE)
        .into_iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(key, _)| *key == name)
        .map(|(_, value)| value)
}

/// A header's value, where the header stands there once.
fn only<'h>(headers: &'h HeaderMap, name: &HeaderName) -> Option<&'h str> {
    let mut values = headers.get_all(name).into_iter();
    let value = values.next()?.to_str().ok()?;
    values.next().is_none().then_some(value)
}
