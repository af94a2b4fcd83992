//! The styles of a Word file, as far as they tell headings, titles and hidden text from the rest.

use super::Fault;
use super::package::Package;
use super::xml::{Event, Tag, Xml};
use std::collections::BTreeMap;

/// Word knows no more styles than 4,079.
const MOST_STYLES: usize = 5_000;
/// A style that is based on more than these goes round in a circle.
const LONGEST_CHAIN: usize = 32;
/// Typefaces that official texts set headings in: 黑体, 楷体 and 小标宋 in their many names.
const HEADING_FACES: [&str; 7] = [
    "黑体", "SimHei", "STHeiti", "楷体", "KaiTi", "STKaiti", "标宋",
];

/// What paragraph properties say; `None` where they say nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ParagraphLooks {
    /// The style's id.
    pub style: Option<String>,
    /// The level in the outline, from 1; 10 is body text.
    pub outline: Option<usize>,
    /// Whether it is centred.
    pub centred: Option<bool>,
    /// The list that numbers it, `0` for none.
    pub list: Option<String>,
    /// The level in that list, from 0.
    pub list_level: Option<usize>,
    /// Whether a tracked change takes the paragraph's end away.
    pub end_is_deleted: bool,
}

/// What run properties say; `None` where they say nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RunLooks {
    /// The style's id.
    pub style: Option<String>,
    /// Whether it is bold.
    pub bold: Option<bool>,
    /// Whether it is hidden.
    pub hidden: Option<bool>,
    /// Whether its typeface is one of headings.
    pub heading_face: Option<bool>,
}

/// A style with what those that it is based on say.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Looks {
    /// What it says of paragraphs.
    pub paragraph: ParagraphLooks,
    /// What it says of characters.
    pub run: RunLooks,
    /// The heading's level, from 1.
    pub level: Option<usize>,
    /// Whether it is a title's style.
    pub is_title: bool,
    /// Whether it is the style of a table of contents.
    pub is_contents: bool,
}

/// The styles by id.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Styles {
    looks: BTreeMap<String, Looks>,
    default: Looks,
}

#[derive(Debug, Clone, Default)]
struct Style {
    name: String,
    based_on: Option<String>,
    paragraph: ParagraphLooks,
    run: RunLooks,
}

impl Styles {
    /// Reads the styles that belong to a main part.
    pub fn read(package: &mut Package<'_>, main: &str) -> Result<Self, Fault> {
        let Some(name) = package.related(main, "styles")? else {
            return Ok(Self::default());
        };
        let Some(part) = package.part(&name)? else {
            return Ok(Self::default());
        };
        let mut styles: BTreeMap<String, Style> = BTreeMap::new();
        let mut default = None;
        let mut xml = Xml::new(&part);
        while let Some(event) = xml.event()? {
            let Event::Open(tag) = event else {
                continue;
            };
            if tag.word() != "style" || styles.len() >= MOST_STYLES {
                continue;
            }
            let id = tag.own("styleId").unwrap_or_default();
            let is_default = tag
                .own("default")
                .is_some_and(|value| value != "0" && value != "false");
            if is_default && tag.own("type").as_deref() == Some("paragraph") {
                default = Some(id.clone());
            }
            styles.insert(id, read_style(&mut xml, &tag)?);
        }
        let looks: BTreeMap<String, Looks> = styles
            .keys()
            .map(|id| (id.clone(), resolve(&styles, id)))
            .collect();
        let default = default.and_then(|id| looks.get(&id).cloned());
        Ok(Self {
            looks,
            default: default.unwrap_or_default(),
        })
    }

    /// The looks of a paragraph's style; a style that the file does not describe is known by its id.
    pub fn paragraph(&self, id: Option<&str>) -> Looks {
        match id {
            None => self.default.clone(),
            Some(id) => self.looks.get(id).cloned().unwrap_or_else(|| named(id)),
        }
    }

    /// The looks of a run's style.
    pub fn run(&self, id: &str) -> RunLooks {
        self.looks
            .get(id)
            .map(|looks| looks.run.clone())
            .unwrap_or_default()
    }
}

/// Reads `pPr`; the end of its closing tag comes back with it.
pub fn read_paragraph_looks(
    xml: &mut Xml<'_>,
    tag: &Tag<'_>,
) -> Result<(ParagraphLooks, usize), Fault> {
    let mut looks = ParagraphLooks::default();
    let end = xml.children(tag, |xml, child| {
        match child.word() {
            "pStyle" => looks.style = child.own("val"),
            "outlineLvl" => looks.outline = number(child).map(|level| level + 1),
            "jc" => looks.centred = Some(child.own("val").as_deref() == Some("center")),
            "numPr" => {
                xml.children(child, |_, part| {
                    match part.word() {
                        "numId" => looks.list = part.own("val"),
                        "ilvl" => looks.list_level = number(part),
                        _ => {}
                    }
                    Ok(())
                })?;
            }
            "rPr" => {
                xml.children(child, |_, part| {
                    looks.end_is_deleted |= matches!(part.word(), "del" | "moveFrom");
                    Ok(())
                })?;
            }
            _ => {}
        }
        Ok(())
    })?;
    Ok((looks, end))
}

/// Reads `rPr`; the end of its closing tag comes back with it.
pub fn read_run_looks(xml: &mut Xml<'_>, tag: &Tag<'_>) -> Result<(RunLooks, usize), Fault> {
    let mut looks = RunLooks::default();
    let end = xml.children(tag, |_, child| {
        match child.word() {
            "rStyle" => looks.style = child.own("val"),
            "b" => looks.bold = Some(child.is_on()),
            "vanish" => looks.hidden = Some(child.is_on()),
            "rFonts" => {
                looks.heading_face = child
                    .own("eastAsia")
                    .map(|face| HEADING_FACES.iter().any(|name| face.contains(name)));
            }
            _ => {}
        }
        Ok(())
    })?;
    Ok((looks, end))
}

fn read_style(xml: &mut Xml<'_>, tag: &Tag<'_>) -> Result<Style, Fault> {
    let mut style = Style::default();
    xml.children(tag, |xml, child| {
        match child.word() {
            "name" => style.name = child.own("val").unwrap_or_default(),
            "basedOn" => style.based_on = child.own("val"),
            "pPr" => style.paragraph = read_paragraph_looks(xml, child)?.0,
            "rPr" => style.run = read_run_looks(xml, child)?.0,
            _ => {}
        }
        Ok(())
    })?;
    Ok(style)
}

/// Goes up the chain of styles; the nearest that says something counts.
fn resolve(styles: &BTreeMap<String, Style>, id: &str) -> Looks {
    let mut looks = Looks::default();
    let mut next = styles.get(id);
    let mut level = None;
    for _ in 0..LONGEST_CHAIN {
        let Some(style) = next else {
            break;
        };
        let own = named(&style.name);
        looks.is_title |= own.is_title;
        looks.is_contents |= own.is_contents;
        level = level.or(style.paragraph.outline).or(own.level);
        let (paragraph, run) = (&mut looks.paragraph, &mut looks.run);
        paragraph.centred = paragraph.centred.or(style.paragraph.centred);
        paragraph.list_level = paragraph.list_level.or(style.paragraph.list_level);
        if paragraph.list.is_none() {
            paragraph.list.clone_from(&style.paragraph.list);
        }
        run.bold = run.bold.or(style.run.bold);
        run.hidden = run.hidden.or(style.run.hidden);
        run.heading_face = run.heading_face.or(style.run.heading_face);
        next = style.based_on.as_ref().and_then(|id| styles.get(id));
    }
    looks.level = level.filter(|level| (1..=9).contains(level));
    looks
}

/// What a style's name alone tells: `heading 1`, `标题 1`, `Title`, `toc 2`.
fn named(name: &str) -> Looks {
    let name = name.to_lowercase();
    let numbered = |words: &[&str]| -> Option<usize> {
        let rest = words.iter().find_map(|word| name.strip_prefix(word))?;
        rest.trim()
            .parse()
            .ok()
            .filter(|level| (1..=9).contains(level))
    };
    Looks {
        level: numbered(&["heading", "标题", "標題"]),
        is_title: matches!(name.as_str(), "title" | "标题" | "標題"),
        is_contents: numbered(&["toc", "目录"]).is_some()
            || matches!(
                name.as_str(),
                "toc heading" | "tocheading" | "toc 标题" | "contents heading"
            ),
        ..Looks::default()
    }
}

fn number(tag: &Tag<'_>) -> Option<usize> {
    tag.own("val")?
        .trim()
        .parse()
        .ok()
        .filter(|number| *number <= 9)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_styles_tell_headings_in_both_languages() {
        assert_eq!(named("heading 1").level, Some(1));
        assert_eq!(named("Heading 9").level, Some(9));
        assert_eq!(named("标题 2").level, Some(2));
        assert_eq!(named("Heading1").level, Some(1));
        assert_eq!(named("heading 10").level, None);
        assert!(named("标题").is_title && named("Title").is_title);
        assert!(!named("subtitle").is_title);
        assert!(named("toc 1").is_contents && named("TOC Heading").is_contents);
    }

    #[test]
    fn styles_that_rest_on_each_other_come_to_an_end() {
        let style = |based_on: &str| Style {
            based_on: Some(based_on.to_owned()),
            ..Style::default()
        };
        let styles = BTreeMap::from([("a".to_owned(), style("b")), ("b".to_owned(), style("a"))]);
        assert_eq!(resolve(&styles, "a").level, None);
    }
}
