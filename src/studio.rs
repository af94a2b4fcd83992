//! The local page: a folder's drafts composed, swapped and checked in a browser on this machine.
//!
//! What the page asks for is an [`action::Action`], which is an edit of a workspace; [`desk::Desk`] carries it out on the draft's own
//! file; [`view`] shows a workspace as HTML, on the server. [`route`] speaks HTTP and [`guard`] says who may ask; only [`serve`]
//! opens a socket. Nothing is kept in the page: it can be closed, or the program killed, at any moment.

pub mod action;
pub mod desk;
pub mod form;
pub mod guard;
pub mod route;
pub mod serve;
pub mod upload;
pub mod view;
pub mod words;
