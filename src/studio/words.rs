//! What the page says beside the messages of the program, in both languages; a word that lacks one does not compile.

use crate::message::Language;

macro_rules! words {
    ($( $name:ident => $zh:literal, $en:literal; )+) => {
        /// A word or a phrase of the page.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[allow(missing_docs)]
        pub enum Word {
            $( $name, )+
        }

        impl Word {
            /// The word in a language.
            pub fn text(self, language: Language) -> &'static str {
                match (self, language) {
                    $( (Word::$name, Language::Chinese) => $zh,
                    (Word::$name, Language::English) => $en, )+
                }
            }

            /// The word's name, by which the script knows it.
            pub fn name(self) -> &'static str {
                match self {
                    $( Word::$name => stringify!($name), )+
                }
            }
        }
    };
}

words! {
    // The frame.
    Brand => "成文", "chengwen";
    SkipToText => "跳到正文", "Skip to the text";
    Drafts => "全部稿件", "All drafts";
    Saved => "已保存", "Saved";
    Saving => "正在保存…", "Saving…";
    NotSaved => "没有保存", "Not saved";
    Gone => "chengwen 已停止运行。稿件都已保存；重新运行 chengwen studio 即可继续。", "chengwen has stopped. Everything is saved; run chengwen studio to go on.";
    Undo => "撤销", "Undo";
    Redo => "重做", "Redo";
    Reroll => "换一套说法", "Re-roll";
    RerollHint => "没有锁定、没有手写的句子全部换一种说法", "Word anew all that is neither locked nor written by hand";
    Export => "导出", "Export";
    AsWord => "Word 文档（docx）", "Word (docx)";
    AsPdf => "PDF", "PDF";
    AsWebPage => "网页（html）", "web page (html)";
    AsPlainText => "纯文本（txt）", "plain text (txt)";
    ExportTo => "导出为", "Export as";
    Print => "打印", "Print";
    Variant => "另存一份不同说法的稿子", "Save a variant";
    InEnglish => "English", "English";
    InChinese => "中文", "中文";
    Theme => "深浅", "Theme";
    Light => "浅色", "Light";
    Dark => "深色", "Dark";
    LikeSystem => "跟随系统", "System";
    More => "更多", "More";
    Panes => "栏目", "Panes";
    Cancel => "取消", "Cancel";
    Close => "关闭", "Close";

    // The outline.
    Outline => "提纲", "Outline";
    Characters => "字", "characters";
    LitSections => "节有事例", "sections with an example";
    LitHard => "有具体事例", "has a hard example";
    LitScenario => "只有场景", "has a scenario only";
    LitNone => "没有事例", "has no example";

    // The text.
    Text => "正文", "Text";
    Sheet => "稿纸", "The sheet";
    KeysHint => "方向键选句子，回车看别的说法", "Arrow keys choose a sentence, Enter shows other phrasings";
    Locked => "已锁定", "locked";
    ByHand => "手写", "by hand";
    FillGap => "补上事实", "Supply the fact";

    // Swapping.
    Alternatives => "换说法", "Other phrasings";
    Filter => "筛选", "Filter";
    Now => "现用", "now";
    Breaks => "会触犯", "breaks";
    NoAlternatives => "这一处没有别的说法，可以自己写。", "There is no other phrasing here; you may write your own.";
    NothingMatches => "没有含这几个字的说法", "No phrasing holds these words";
    WriteOwn => "自己写", "Write my own";
    SetMine => "改成这样", "Set this";
    Lock => "锁定", "Lock";
    Unlock => "解锁", "Unlock";
    OtherFact => "换事实", "Another fact";
    OtherPoint => "换一个问题", "Another problem";
    MoveUp => "上移", "Move up";
    MoveDown => "下移", "Move down";
    RemoveProblem => "删去这个问题", "Remove this problem";
    RemoveSentence => "删去这一句", "Remove this sentence";
    Claim => "小标题", "Claim";
    Symptom => "表现", "Symptom";
    Example => "事例", "Example";
    Thought => "想法", "Thought";
    Effect => "后果", "Effect";
    Cause => "原因", "Cause";
    Measure => "措施", "Measure";
    Heading => "标题", "Heading";
    Sentence => "句子", "Sentence";
    Gap => "空缺", "Gap";

    // Facts.
    Facts => "事实", "Facts";
    StillMissing => "还缺事例", "Still without an example";
    OneOfThese => "补其中一种即可", "any one of these will do";
    WelcomeToo => "还可以补", "Welcome too";
    NothingMissing => "每一节都有事例", "Every section has its example";
    AddFact => "添加事实", "Add a fact";
    EditFact => "修改", "Edit";
    RemoveFact => "删除", "Remove";
    SaveFact => "存下这条事实", "Keep this fact";
    Used => "已用", "used";
    Unused => "未用", "unused";
    TellFact => "写进正文", "Tell it";
    Required => "必填", "required";
    WhereWanted => "想用在", "Where it is wanted";
    Anywhere => "哪里合适用哪里", "Wherever it fits";
    UseAs => "用途", "Use it as";
    AnyUse => "不限", "Anything";
    AsProblem => "问题", "a problem";
    AsMeasure => "措施", "a measure";
    AsAchievement => "成绩", "an achievement";
    Note => "备注（不写进正文）", "Remark (never set in the text)";
    Author => "作者", "Author";
    BegunEarlier => "这是上次没有存完的一条，接着填即可", "This was begun earlier and not saved; go on with it";
    SignedOn => "落款日期", "Date of signing";
    AuthorName => "姓名", "Name";
    AuthorPost => "职务", "Post";
    AuthorUnit => "单位", "Unit";
    Keep => "存下", "Keep";
    ImportHint => "把台账文件拖到这里，或点此选择", "Drop a ledger here, or click to choose one";
    ExportFacts => "导出事实", "Export the facts";
    Imported => "已导入", "Imported";
    KeptBack => "条不公开的事实没有放进稿件", "confidential facts were left out of the draft";
    NoFacts => "还没有事实。先添一条，正文里的空缺就会补上。", "There are no facts yet. Add one, and a gap in the text is filled.";
    ForExample => "例", "e.g.";
    DragHint => "可以拖到正文的句子上", "can be dragged onto a sentence";

    // Findings.
    Findings => "检查", "Findings";
    AllClear => "没有发现问题。", "Nothing was found.";
    Fix => "改正", "Fix";
    WholeText => "全文", "the whole text";

    // Comparing.
    Compare => "比对", "Compare";
    CompareHint => "把另一份文字（docx、txt、md 或稿件）拖到这里，看两份有哪些相同的段落", "Drop another text (docx, txt, md or a draft) here to see the passages that both share";
    Alike => "相似度", "likeness";
    Contained => "相同部分占较短一份的", "shared part of the shorter text:";
    NoneShared => "没有相同的段落。", "They share no passage.";
    SharedPassages => "相同的段落", "Shared passages";

    // Files.
    WorkList => "稿件", "Drafts";
    WorkListHint => "这个文件夹里的稿件，随改随存。", "The drafts of this folder. Every change is saved at once.";
    NoDrafts => "这个文件夹里还没有稿件。", "There is no draft in this folder yet.";
    NewDraft => "新建稿件", "New draft";
    NewDraftHint => "填好作者就可以开始，事实在下一步填写。", "Name the author and begin; facts come next.";
    Genre => "文种", "Genre";
    Edition => "年度", "Edition";
    FileName => "文件名", "File name";
    FactsFrom => "事实来自", "Facts from";
    TypeThemIn => "我来填写", "I shall type them in";
    Begin => "开始写", "Begin";
    Open => "打开", "Open";
    Errors => "错误", "errors";
    Warnings => "警告", "warnings";
    Lights => "事例", "examples";
    NoAuthor => "未署名", "no name";
    BrokenTitle => "这个稿件文件现在读不了", "This draft cannot be read as it is now";
    BrokenHint => "文件被别的程序改坏了，这里没有动它。", "Another program has changed the file; it was left as it is.";
    Rescue => "把我这里的最后一份另存为新文件", "Save the last version that was seen here as a new file";
    ChangedOutside => "文件在别处改过，页面已更新", "The file was changed elsewhere; the page shows it now";
    ConflictTitle => "这一句在别处也改了", "This sentence was changed elsewhere too";
    ConflictRepeat => "文件在别处改过，页面已更新；还需要的话，请再做一次。", "The file was changed elsewhere and the page shows it now. Do it again if you still want it.";
    Theirs => "文件里现在是", "In the file now";
    Mine => "你要改成", "What you asked for";
    KeepTheirs => "保留文件里的", "Keep the file's";
    PutMine => "用我的", "Use mine";
    KeptByHand => "语料库已更新，有句子按手写保留原文", "The bank has changed; some sentences keep their text as if written by hand";
    NotFound => "没有这个页面", "There is no such page";
    BackToList => "回到稿件列表", "Back to the drafts";
    NoEntry => "请用 chengwen studio 打印出的地址打开", "Please open the address that chengwen studio printed";
    TooLarge => "文件太大", "The file is too large";
}

/// The words that the script says itself.
pub const SCRIPT: [Word; 27] = [
    Word::BegunEarlier,
    Word::KeptBack,
    Word::Saved,
    Word::Saving,
    Word::NotSaved,
    Word::Gone,
    Word::Now,
    Word::Breaks,
    Word::NoAlternatives,
    Word::NothingMatches,
    Word::Lock,
    Word::Unlock,
    Word::ChangedOutside,
    Word::ConflictRepeat,
    Word::Imported,
    Word::TooLarge,
    Word::Claim,
    Word::Symptom,
    Word::Example,
    Word::Thought,
    Word::Effect,
    Word::Cause,
    Word::Measure,
    Word::Heading,
    Word::Sentence,
    Word::Gap,
    Word::Locked,
];
