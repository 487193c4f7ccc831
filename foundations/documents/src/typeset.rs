//! From a description to a PDF, by typst: no fonts of the machine, no files, no network.

use std::sync::LazyLock;

use typst::foundations::{Dict, IntoValue as _};
use typst_as_lib::{TypstEngine, TypstTemplateMainFile};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use crate::{Document, signs};

/// How each part looks. No words of a document are ever part of it: they come as data.
const TEMPLATE: &str = include_str!("document.typ");

static ENGINE: LazyLock<TypstEngine<TypstTemplateMainFile>> = LazyLock::new(|| {
    // Nothing of a document stays behind when it is drawn.
    TypstEngine::builder().main_file(TEMPLATE).fonts(signs::faces()).comemo_evict_max_age(Some(0)).build()
});

/// Why a document cannot be set, in the words of typst.
#[derive(Debug)]
pub(crate) struct NotSet(pub(crate) String);

/// The document as PDF/UA-1. Takes a core for some tens of milliseconds.
pub(crate) fn pdf(document: &Document) -> Result<Vec<u8>, NotSet> {
    let mut data = serde_json::to_value(document).map_err(|error| NotSet(error.to_string()))?;
    signs::without_unknown(&mut data);
    let inputs: Dict = [("document".into(), data.to_string().into_value())].into_iter().collect();
    let set = ENGINE.compile_with_input::<_, PagedDocument>(inputs);
    for warning in &set.warnings {
        tracing::warn!(warning = %warning.message, "a document was set with a warning");
    }
    let paged = set.output.map_err(|error| NotSet(error.to_string()))?;
    let standards = PdfStandards::new(&[PdfStandard::Ua_1]).map_err(|error| NotSet(error.message().to_string()))?;
    let options = PdfOptions { standards, ..PdfOptions::default() };
    typst_pdf::pdf(&paged, &options)
        .map_err(|errors| NotSet(errors.iter().map(|error| error.message.to_string()).collect::<Vec<_>>().join("; ")))
}

#[cfg(test)]
mod tests {
    use kernel::Lang;

    use super::*;
    use crate::{Block, Drawing, Size, Words};

    fn said(text: &str) -> Words {
        Words::new(Lang::Fr, text)
    }

    fn document(blocks: Vec<Block>) -> Document {
        Document { title: "Feuille d’essai".to_owned(), lang: Lang::Fr, foot: "Testland".to_owned(), blocks }
    }

    fn every_part() -> Vec<Block> {
        let svg =
            r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z" fill="#0b5d5b"/></svg>"##;
        vec![
            Block::Heading { words: said("1. Service d’essai") },
            Block::Paragraph {
                words: vec![said("Appeler"), said("02 000 00 00").leading_to("tel:+3220000000")],
                size: Size::Largest,
            },
            Block::Notice { words: said("Fermé pour l’instant") },
            Block::Facts { rows: vec![("Pour qui ?".to_owned(), vec![said("Tous"), said("Surtout demain")])] },
            Block::Table {
                caption: "Ouvert".to_owned(),
                head: ["Jour".to_owned(), "Heures".to_owned()],
                rows: vec![["lundi".to_owned(), "9:00".to_owned()]],
            },
            Block::Together {
                blocks: vec![Block::Drawing(Drawing { svg: svg.to_owned(), alt: "Carte".to_owned(), width: 0.5 })],
            },
            Block::Rule,
            Block::Paragraph { words: vec![said("مرحبا")], size: Size::Small },
        ]
    }

    #[test]
    fn every_part_is_set_and_the_document_is_tagged() {
        let pdf = pdf(&document(every_part())).unwrap();
        let text = String::from_utf8_lossy(&pdf);
        assert!(text.starts_with("%PDF-") && text.contains("/Lang") && text.contains("/MarkInfo"));
        assert!(text.contains("pdfuaid"), "it says that it keeps the rules for who reads by ear");
    }

    #[test]
    fn words_are_never_taken_for_instructions() {
        let hostile = r#"#panic("x") $x$ *a* <b> \u{0} #import "@preview/x:1" `rm` "]"#;
        let calm =
            pdf(&document(vec![Block::Heading { words: said(hostile) }, Block::Notice { words: said(hostile) }]));
        assert!(calm.is_ok(), "{calm:?}");
        let endless = "w".repeat(20_000);
        assert!(pdf(&document(vec![Block::Paragraph { words: vec![said(&endless)], size: Size::Normal }])).is_ok());
    }

    #[test]
    fn a_sign_that_no_face_has_does_not_cost_the_document() {
        let strange = "📞 02 000 00 00 ✅ አማርኛ 中文 हिन्दी e\u{301} \u{e000} \u{feff} \u{1} \u{ad}x";
        let rows = vec![(strange.to_owned(), vec![said(strange)])];
        let blocks = vec![Block::Heading { words: said(strange) }, Block::Facts { rows }];
        let set = pdf(&Document { title: strange.to_owned(), foot: strange.to_owned(), ..document(blocks) });
        assert!(set.is_ok(), "{set:?}");
    }

    #[test]
    fn what_is_no_drawing_is_refused_with_a_word() {
        let drawing = Drawing { svg: "<svg".to_owned(), alt: "x".to_owned(), width: 1.0 };
        let NotSet(why) = pdf(&document(vec![Block::Drawing(drawing)])).unwrap_err();
        assert!(!why.is_empty());
    }
}
