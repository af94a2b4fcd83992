//! Everything that the program says to its user, in Chinese and in English: the one place for wording.
//!
//! A message that lacks a language, or names a part that it does not have, does not compile.

mod help;

pub use help::{HELP, HELP_HEADINGS};

use serde::{Deserialize, Serialize};
use std::fmt;

/// A language of texts and messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Language {
    /// 简体中文
    Chinese,
    /// English
    English,
}

/// A text in both languages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bilingual {
    /// Chinese.
    pub zh: &'static str,
    /// English.
    pub en: &'static str,
}

impl Language {
    /// The language's tag by BCP 47.
    pub fn tag(self) -> &'static str {
        match self {
            Language::Chinese => "zh-CN",
            Language::English => "en",
        }
    }
}

impl Bilingual {
    /// The text in a language.
    pub fn text(self, language: Language) -> &'static str {
        match language {
            Language::Chinese => self.zh,
            Language::English => self.en,
        }
    }
}

/// A part of a message, set in a language.
struct In<'p, T>(&'p T, Language);

impl fmt::Display for In<'_, String> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.0)
    }
}

impl fmt::Display for In<'_, char> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}", self.0)
    }
}

impl fmt::Display for In<'_, usize> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}", self.0)
    }
}

impl fmt::Display for In<'_, u64> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}", self.0)
    }
}

impl fmt::Display for In<'_, Vec<String>> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let joint = match self.1 {
            Language::Chinese => "、",
            Language::English => ", ",
        };
        formatter.write_str(&self.0.join(joint))
    }
}

impl fmt::Display for In<'_, Box<Message>> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0.text(self.1))
    }
}

macro_rules! messages {
    ($( $name:ident $({ $($part:ident: $type:ty),+ })? => $zh:literal, $en:literal; )+) => {
        /// Something said to the user; the parts are what the variant names.
        #[derive(Debug, Clone, PartialEq, Eq)]
        #[allow(missing_docs)]
        pub enum Message {
            $( $name $({ $($part: $type),+ })?, )+
        }

        impl Message {
            /// The message in a language.
            pub fn text(&self, language: Language) -> String {
                match self {
                    $( Message::$name $({ $($part),+ })? => {
                        $( $( let $part = In($part, language); )+ )?
                        match language {
                            Language::Chinese => format!($zh),
                            Language::English => format!($en),
                        }
                    } )+
                }
            }
        }
    };
}

messages! {
    // RON text.
    FullWidthCharacter { character: char } => "这里是全角的“{character}”", "full-width `{character}` here";
    WriteAsciiInstead { ascii: char } => "改用半角 {ascii}（中文输入法请切换到英文标点）", "write `{ascii}` (switch the input method to ASCII punctuation)";
    CommaExpected => "这里应有半角逗号", "expected a comma here";
    PutACommaBetween => "在两项之间加半角逗号 ,", "put `,` between the two items";
    ColonExpected => "这里应有半角冒号", "expected `:` here";
    UnterminatedText => "引号没有成对：文本在行末没有结束", "the quoted text does not end on its line";
    CloseTheQuotation => "补上成对的另一个引号", "add the missing quotation mark";
    UnexpectedEnd => "文件到此中断", "the file ends here unexpectedly";
    CloseTheBrackets => "检查括号 ( [ {{ 是否都已闭合", "check that every ( [ {{ is closed";
    Syntax { error: String } => "RON 语法错误：{error}", "RON syntax: {error}";
    ByteOrderMark => "文件开头有字节顺序标记（BOM），已忽略", "the file begins with a byte order mark, which is ignored";
    SaveWithoutByteOrderMark => "可另存为“UTF-8（无 BOM）”", "it may be saved as UTF-8 without BOM";
    CarriageReturns => "换行符为 Windows 格式（CRLF），已按 LF 读取", "lines end in CRLF; read as LF";
    NotUtf8 { file: String } => "`{file}` 不是 UTF-8 编码", "`{file}` is not UTF-8";
    // Checking texts that anyone wrote.
    NotAText { file: String } => "`{file}` 不是文本，或者编码无法识别", "`{file}` is no text, or in an unknown encoding";
    SaveAsText => "另存为 UTF-8 编码的 .txt 或 .md；UTF-16 和 GB18030（GBK）也能读", "save it as .txt or .md in UTF-8; UTF-16 and GB18030 (GBK) are read too";
    UnusedSuppression { rule: String } => "这里不再有 `{rule}` 可以豁免", "there is no `{rule}` left to allow here";
    RemoveTheSuppression => "删去这条豁免", "remove the allowance";
    ReasonlessSuppression { rule: String } => "豁免 `{rule}` 没有写理由，不起作用", "the allowance of `{rule}` gives no reason and has no effect";
    GiveAReason => "写成 <!-- chengwen: allow 规则: 理由 -->", "write <!-- chengwen: allow RULE: reason -->";
    SuppressionOfUnknownRule { rule: String } => "豁免的规则 `{rule}` 不存在", "the allowance names an unknown rule `{rule}`";
    RuleWithoutSections { rules: Vec<String> } => "这些规则在所有文件中都没有可查的部分：{rules}", "no file holds a part that these rules look at: {rules}";
    CheckSummary { files: usize, errors: usize, warnings: usize, notes: usize } => "文件 {files} 个：错误 {errors} 个，警告 {warnings} 个，提示 {notes} 个", "files: {files}; errors: {errors}, warnings: {warnings}, notes: {notes}";
    KnownFindings { count: usize } => "基线中已有的 {count} 个没有列出", "known by the baseline and not shown: {count}";
    Fixed { path: String, count: usize } => "已改正 {path}：{count} 处", "fixed {path}: {count}";
    CannotFix { path: String } => "`{path}` 不能原样写回，没有改动", "`{path}` cannot be written back as it was and is unchanged";
    FixTextFiles => "自动改正只用于文本文件和 Word 文档（.txt .md .docx）", "--fix is for text and Word files (.txt .md .docx)";
    NoSuchSetting { name: String } => "这条规则没有 `{name}` 这一项", "the rule has no setting `{name}`";
    NotABaseline { path: String } => "`{path}` 不是基线文件", "`{path}` is no baseline";
    WriteABaseline => "`chengwen check 文件 --write-baseline 基线.ron` 生成基线", "`chengwen check FILE --write-baseline baseline.ron` writes one";
    ASeverity => "error、warning、note 或 None", "error, warning, note or None";
    Grade => "级别", "grade";
    GradeHard => "具体", "hard";
    GradeScenario => "场合", "scenario";
    GradeNone => "无", "none";
    SectionLabel => "节", "section";
    ExamplesLabel => "事例", "examples";
    FindingsLabel => "发现", "findings";
    UntitledText => "（无标题）", "(no title)";
    EditionUnknown => "年度未知", "edition unknown";
    NoGenreFits => "没有适用的文种", "no genre fits";
    SaveAsUtf8 => "在编辑器中另存为 UTF-8", "save it as UTF-8 in the editor";
    UnknownField { field: String } => "没有字段 `{field}`", "unknown field `{field}`";
    MissingField { field: String } => "缺少字段 `{field}`", "missing field `{field}`";
    Repeated { key: String } => "`{key}` 重复出现", "`{key}` stands here a second time";
    GiveAnotherName => "每个编号只能用一次，请改名或删除其中一处", "each name may be used once: rename or remove one";
    DidYouMean { known: String } => "是不是 `{known}`？", "did you mean `{known}`?";
    KnownAre { known: Vec<String> } => "可用的有：{known}", "known are: {known}";
    WrongKind { expected: Box<Message> } => "这里应是{expected}", "expected {expected} here";
    ARecord => "一条记录 (字段: 值, …)", "a record (field: value, …)";
    AFactRecord => "一条事实：类别(字段: 值, …)", "a fact: kind(field: value, …)";
    AMap => "一个映射 {{\"键\": 值, …}}", "a map {{\"key\": value, …}}";
    AList => "一个列表 [ … ]", "a list [ … ]";
    AQuotedText => "加引号的文本", "a quoted text";
    AWholeNumber => "一个整数", "a whole number";
    TrueOrFalse => "true 或 false", "`true` or `false`";

    // Values.
    ADate => "日期", "a date";
    ADateOrPeriod => "日期或起止时间", "a date or a period";
    ACount { unit: String } => "整数（单位：{unit}）", "a whole number (of {unit})";
    AnAmount => "数值加单位", "a number with its unit";
    APlace => "地点", "a place";
    AName => "姓名", "a name";
    ATitle => "篇目名称", "a title";
    AText => "一个短语", "a phrase";
    AChoice { options: Vec<String> } => "以下之一：{options}", "one of: {options}";
    WrongValue { found: String, expected: Box<Message> } => "“{found}”不能作为{expected}", "`{found}` is not {expected}";
    WriteValueLike { example: String } => "写法示例：{example}", "write it like this: {example}";
    WriteOneOf { options: Vec<String> } => "请填以下之一：{options}", "write one of: {options}";
    ImpossibleDate { date: String } => "没有“{date}”这一天", "there is no such date: `{date}`";
    CheckTheCalendar => "核对月份和日期", "check month and day";
    EndBeforeStart { period: String } => "“{period}”的结束早于开始", "`{period}` ends before it starts";
    WriteEarlierDateFirst => "先写较早的日期", "write the earlier date first";

    // Facts.
    NoGenre => "没有说明文种", "no genre is named";
    UnknownGenre { genre: String } => "没有文种 `{genre}`", "unknown genre `{genre}`";
    UnknownEdition { edition: String } => "没有年度版本 `{edition}`", "unknown edition `{edition}`";
    NoEdition => "没有说明年度版本", "no edition is named";
    NameAnEdition { known: Vec<String> } => "在事实文件中写 edition，或用 --edition 指定：{known}", "write `edition` in the facts file, or give --edition: {known}";
    UnknownKind { kind: String } => "没有事实类别“{kind}”", "unknown fact kind `{kind}`";
    UnknownFactField { kind: String, field: String } => "{kind}没有字段“{field}”", "{kind} has no field `{field}`";
    MissingFactField { kind: String, field: String, id: String } => "这条{kind}缺少必填的“{field}”（{id}）", "this {kind} lacks the required {field} (`{id}`)";
    UnknownRole { role: String } => "没有用途“{role}”", "unknown role `{role}`";
    UnknownTopic { topic: String } => "没有专题“{topic}”", "unknown topic `{topic}`";
    PlaceholderInFact { placeholder: String } => "“{placeholder}”是没有填写的占位符", "`{placeholder}` is a placeholder, not a fact";
    WriteTheFactOrLeaveItOut => "填写真实内容；不知道就删去这一项", "write the real detail, or leave it out";
    LineBreakInFact => "这段文字里有换行", "this text holds a line break";
    WriteOnOneLine => "写成一行", "write it on one line";
    SentenceInFact => "这里写成了完整句子，放进句中会断开", "this is a whole sentence; it will not fit into one";
    LongTextInFact { most: usize } => "这段文字超过 {most} 字，放进句中会太长", "this text is longer than {most} characters and will make an overlong sentence";
    UnpairedMarkInFact => "引号、书名号或括号没有成对", "quotation marks or brackets are not paired";
    CountTooSmall { least: u64 } => "这个数至少应为 {least}", "this count must be {least} at least";
    AmountWithoutUnit => "这个数没有单位", "this amount has no unit";
    HiddenCharacter => "这段文字里有看不见的控制字符", "this text holds an invisible control character";
    TypeItAnew => "重新输入这段文字", "type the text anew";
    SubjectInFact => "这里不用写主语“我”，句子里已经有了", "leave out the subject: the sentence has one";
    NoAuthor => "没有写作者姓名，标题下不会有署名", "no author is named: there will be no line under the title";
    NameTheAuthor => "写 author: Author(name: \"…\", post: \"…\", unit: \"…\")", "write author: Author(name: \"…\", post: \"…\", unit: \"…\")";
    FactsUnused { facts: Vec<String> } => "没有用到的事实：{facts}", "facts not used: {facts}";
    FactsAreSound { facts: usize } => "{facts} 条事实，没有错误", "facts: {facts}, no errors";

    ContradictsItsDates { stated: String, reckoned: String } => "这里写的是 {stated}，按另外两项算是 {reckoned}", "this says {stated}, but the fields that it follows from give {reckoned}";
    LeaveItToBeReckoned => "核对这几项；能算出来的，这一项可以不填", "check the fields; what can be reckoned may be left empty";
    FarFromTheYear { date: String, year: String } => "“{date}”离文稿所写的 {year} 年太远", "`{date}` is far from {year}, the year that the text is about";
    CheckTheYear => "核对年份", "check the year";

    // Archives, spreadsheets and ledgers.
    BrokenArchive => "文件已损坏或不完整，打不开", "the file is damaged or incomplete and cannot be opened";
    ArchiveTooLarge { most: usize } => "文件解压后超过 {most} MB，不予读取", "the file unpacks to more than {most} MB and is not read";
    NotAWorkbook => "这不是电子表格", "this is no spreadsheet";
    LockedWorkbook => "文件设有打开密码", "the file is locked with a password";
    NotATable => "这不是电子表格，也不是 CSV 文本", "this is neither a spreadsheet nor CSV text";
    SheetTooLarge { most: usize } => "表格超过 {most} 格，不予读取", "the sheet holds more than {most} cells and is not read";
    FillInTheAuthorSheet => "在“作者”表填写姓名、职务、单位", "fill in name, post and unit on the sheet `author`";
    NameTheGenre { known: Vec<String> } => "在“作者”表写“文种”，或用 --genre 指定：{known}", "name the `genre` on the sheet `author`, or give --genre: {known}";
    NoFactSheet => "没有找到任何事实表", "there is no table of facts";
    NameSheetsAfterKinds { known: Vec<String> } => "工作表（或 CSV 文件）用类别命名，或加一列“类别”：{known}", "name sheets or CSV files after the kinds, or add a column `kind`: {known}";
    SheetIgnored { sheet: String } => "工作表“{sheet}”不是事实类别，没有读取", "the sheet `{sheet}` is no fact kind and was not read";
    NoHeader { kind: String } => "没有找到{kind}的表头", "no header was found for {kind}";
    NoColumn { kind: String, field: String, id: String } => "{kind}缺少必填的“{field}”列（{id}）", "{kind} lacks the required column {field} (`{id}`)";
    AddTheColumn => "在表头加上这一列并填写", "add the column to the header and fill it in";
    ColumnIgnored { kind: String, column: String } => "{kind}没有字段“{column}”，这一列没有读取", "{kind} has no field `{column}`; the column was not read";
    NotYesOrNo { found: String } => "“{found}”不是“是”或“否”", "`{found}` is neither yes (是) nor no (否)";
    AmbiguousDate { found: String } => "“{found}”可能是 1 月，也可能是 10 月", "`{found}` may be January or October";
    CellFault { found: String } => "这一格的公式出错：{found}", "the cell's formula has failed: {found}";
    MendTheFormula => "改好公式，或直接填写内容", "mend the formula, or write the value itself";
    StillTheExample => "这一格还是示例的内容", "this cell still holds the example";
    WriteYourOwnOrUnmark => "改成真实内容或清空；确属实情，就把“示例”二字删去", "write your own or clear it; if it is true, delete the word that marks the example";
    FileTooLarge { file: String, most: u64 } => "`{file}` 超过 {most} MB，不予读取", "`{file}` is larger than {most} MB and is not read";
    SplitTheLedger => "删去图片和多余的工作表，或分成几个文件", "remove pictures and needless sheets, or split it";
    FactsFormsKnown => "用 .ron、.xlsx，或以 / 结尾的文件夹（CSV，每类一个文件）", "write .ron, .xlsx, or a folder that ends in / (CSV files, one a kind)";
    HoldsConfidential { facts: usize } => "其中有 {facts} 条不公开的事实：这是你自己的台账，传给别人前请留意", "confidential facts in it: {facts}; it is your own ledger, mind whom you give it to";
    HowToAnswer => "逐题作答：直接回车跳过选填项，- 跳过这一处，< 回到上一题，q 保存并离开", "Answer each question; Enter leaves an optional one empty, - skips, < goes back, q saves and leaves.";
    WhichGenre => "写哪个文种？", "Which genre?";
    WhichEdition => "哪个年度版本？", "Which edition?";
    AuthorName => "姓名（写在标题下）", "Name (set under the title)";
    AuthorPost => "职务", "Post";
    AuthorUnit => "单位", "Unit";
    SectionLacks { section: String, left: usize } => "\n[{section}] 还缺一件具体的事（共缺 {left} 处）", "\n[{section}] lacks an example (sections that lack one: {left})";
    WhichKind => "用哪类事实？", "What kind of fact?";
    AskField { label: String, need: Box<Message>, expected: Box<Message>, hint: String } => "{label}（{need}，{expected}；{hint}）", "{label} ({need}; {expected}; {hint})";
    MayBeEmpty => "选填", "optional";
    MustBeAnswered => "这一项必须填写；不想填就用 < 返回，或用 q 离开", "this one must be answered; < goes back, q leaves";
    SkipThis => "跳过这一处", "skip this one";
    SaveAndLeave => "保存并离开", "save and leave";
    FactSaved { id: String, fact: String } => "已保存 {id}：{fact}", "saved {id}: {fact}";
    NothingIsMissing { path: String } => "事实齐了。写初稿：chengwen compose {path} -o 初稿.txt", "Nothing is missing. Compose a draft: chengwen compose {path} -o draft.txt";
    StillMissing { left: usize, path: String } => "还缺 {left} 处，已填的都在 {path}。接着填：chengwen facts ask {path}；先写初稿：chengwen compose {path} -o 初稿.txt", "Sections that still lack a fact: {left}; all answers are in {path}. Go on: chengwen facts ask {path}; compose as it is: chengwen compose {path} -o draft.txt";
    WouldLose { path: String } => "`{path}` 里还有没有读取的内容，写回去会丢失", "`{path}` holds more than was read, which writing it back would lose";
    AskElsewhere => "用 -o 写到另一个文件", "write to another file with -o";
    WorkbookRefused { error: String } => "写不成电子表格：{error}", "the workbook cannot be written: {error}";
    ShortenTheText => "缩短过长的文字，或写成 .ron", "shorten what is too long, or write `.ron`";
    LedgerGuide => "每张表是一类事实，一行一件事。带 * 的列必须填写；没有的内容留空，不要编。\n灰色的示例行不会读取；在它上面改写时，请把“编号”里的“示例”一并删去。\n日期可写到日、月、季度、半年、年：2021-03-18、2021年3月、2021Q3、2021年上半年、2021；起止写 2021-05-17至2021-05-21。\n文字写成短语，句末不加标点。“不公开”填“是”的事实不进任何文稿。\n填好后运行：chengwen facts lint 本文件，再运行：chengwen compose 本文件 -o 初稿.docx", "Each sheet is a kind of fact, each row a fact. Columns with * must be filled in; leave empty what you do not know, and invent nothing.\nThe grey example row is not read; if you write over it, delete the word in the id column too.\nDates: 2021-03-18, 2021-03, 2021Q3, 2021H1, 2021; periods: 2021-05-17..2021-05-21.\nTexts are phrases without final stop. A fact with `confidential` yes is kept out of every text.\nThen run: chengwen facts lint THIS-FILE, and: chengwen compose THIS-FILE -o draft.docx";
    ColumnRequired => "必填", "required";
    ColumnOptional => "选填，没有就留空", "optional: leave it empty if you do not know";
    DatesMayBe => "可写 2021-03-18、2021年3月、2021Q3、2021年上半年、2021，起止写 2021-05-17至2021-05-21", "2021-03-18, 2021-03, 2021Q3, 2021H1 or 2021; a period: 2021-05-17..2021-05-21";
    TopicsColumn => "想用在哪些方面：从列表选一个，或写几个，用顿号隔开（见“说明”）", "where you want it used: choose one, or write several joined by ; (see the guide)";
    RoleColumn => "这件事说明问题、措施还是成绩；不填由程序安排", "whether it shows a problem, a measure or an achievement; empty: either";
    ConfidentialColumn => "填“是”，这件事就不进任何文稿", "yes keeps the fact out of every text";
    RemarkColumn => "只供自己查对，不写进文稿", "for your own use; never set in the text";
    IdColumn { example: String } => "用来引用这条事实，可以不填；填“{example}”的行是样子，不会读取", "the fact's name, may stay empty; a row with `{example}` here only shows how to write and is not read";
    SaveAsXlsx => "在 Excel 或 WPS 中打开，另存为 .xlsx（不设密码）", "open it in Excel or WPS and save it as .xlsx, without a password";

    // The bank.
    MissingWord { word: String } => "words 里缺少提纲要用的“{word}”", "`words` lacks `{word}`, which the outline uses";
    NoPartOnRequest { part: String } => "提纲里没有可选部分 `{part}`", "the outline has no part `{part}` that stands on request";
    NoAreas => "没有任何方面", "there are no areas";
    NoPoints { area: String } => "方面 `{area}` 没有可用的要点", "area `{area}` has no points to draw on";
    TopicTwice { area: String } => "方面 `{area}` 里同一专题写了两次", "area `{area}` names a topic twice";
    IdIsNotFileName { id: String, file: String } => "编号 `{id}` 与文件名 `{file}` 不一致", "the id `{id}` is not the file's name `{file}`";
    IllegalId { id: String } => "编号 `{id}` 只能用小写字母、数字和连字符", "the id `{id}` may hold lower-case letters, digits and hyphens only";
    RenameOneOfThem => "改成一致", "make them the same";
    GenreWithoutDefinition { genre: String } => "文种 `{genre}` 没有 genre.ron", "genre `{genre}` has no genre.ron";
    UnknownRoot { point: String, root: String } => "要点 `{point}` 所属的根源 `{root}` 不存在", "point `{point}` feeds the unknown root `{root}`";
    UnknownPoint { point: String } => "没有要点 `{point}`", "unknown point `{point}`";
    SlotIsNoField { formulation: String, slot: String } => "`{formulation}` 的空位 `{slot}` 不是该类别的字段", "`{formulation}`: the slot `{slot}` is no field of its kind";
    NotACondition { text: String } => "“{text}”不是条件", "`{text}` is not a condition";
    WriteAConditionLike => "写法示例：times <= 3，done > due，date is day，has finding，用 and 连接", "write it like this: times <= 3, done > due, date is day, has finding; join with `and`";
    UnclosedBracket { bracket: char } => "`{bracket}` 没有闭合", "`{bracket}` is never closed";
    StrayBracket { bracket: char } => "多余的 `{bracket}`", "stray `{bracket}`";
    NestedAlternatives => "[ ] 里不能再套 [ ]，(? ) 里不能再套 (? )", "alternatives and optional pieces do not nest";
    SlotWithoutField => "空位里没有合法的字段名", "a slot needs a field's id";
    UnknownForm { form: String } => "没有写法 `{form}`", "unknown form `{form}`";
    OneOption => "[ ] 里至少要有两个选项", "[ ] needs two options at least";
    EmptyVariant => "空的说法", "an empty variant";
    SeeVariantSyntax => "语法见 phrasebank/README.md“Variant syntax”", "see “Variant syntax” in phrasebank/README.md";
    NoVariants => "没有任何说法", "no variants";
    BankIsSound { formulations: usize, variants: usize } => "{formulations} 组、{variants} 条说法，没有问题", "formulations: {formulations}, variants: {variants}, no faults";

    // Bank lint.
    TooFewVariants { formulation: String, found: usize, least: usize } => "`{formulation}` 只有 {found} 种说法，至少要 {least} 种", "`{formulation}` has too few variants: {found} of {least}";
    WriteMoreVariants => "再写几种句式不同的说法", "write further variants of another build";
    NearDuplicate { formulation: String, percent: usize } => "`{formulation}` 的两种说法相似度 {percent}%", "`{formulation}`: two variants are {percent} % alike";
    SharedRun { formulation: String, run: String } => "`{formulation}` 的两种说法都有“{run}”", "`{formulation}`: two variants share “{run}”";
    ChangeTheBuild => "换一种句式，不要只换词", "change the build, not a word";
    TwoStatements { formulation: String } => "`{formulation}` 的一种说法里有两句话", "`{formulation}`: a variant makes two statements";
    OneStatementEach => "一种说法只写一句，句末不加句号", "one statement a variant, without final stop";
    CommonOpener { opener: String, variants: usize, topic: String } => "`{topic}` 有 {variants} 种说法都以“{opener}”开头", "`{topic}`: variants that open with “{opener}”: {variants}";
    OpenOtherwise => "换个开头", "open some of them otherwise";
    RunSharedAcross { run: String, other: String } => "“{run}”在 `{other}` 里也有", "“{run}” also stands in `{other}`";
    TooFewKinds { point: String, found: usize } => "要点 `{point}` 只能用 {found} 类事实作例，至少要 3 类", "point `{point}` takes examples of too few kinds: {found} of 3";
    FewUnconditional { formulation: String, found: usize } => "`{formulation}` 只有 {found} 种说法适用于任何合法事实，至少要 2 种", "`{formulation}`: too few variants take any legal fact: {found} of 2";
    AddUnconditional => "补写只用必填字段、不带条件的说法", "add variants that use required fields only and carry no condition";
    VagueExample { formulation: String } => "`{formulation}` 的一种说法没有用到任何可作例证的字段", "`{formulation}`: a variant renders no field that is evidence";
    UseEvidence { fields: Vec<String> } => "至少用上其中之一：{fields}", "use one of: {fields}";
    UnfedRoot { root: String } => "没有要点指向根源 `{root}`", "no point feeds the root `{root}`";
    UnusedTopic { topic: String } => "没有年度版本用到专题 `{topic}`", "no edition draws on the topic `{topic}`";
    RemoveOrUse => "用起来，或者删去", "use it or remove it";
    BadPunctuation { formulation: String, found: String } => "`{formulation}` 的标点“{found}”不合规范", "`{formulation}`: punctuation “{found}”";
    MendPunctuation => "改用全角标点，不重复、不缺漏", "use full-width marks, none doubled";
    TermSlip { slip: String, term: String } => "“{slip}”应为“{term}”", "“{slip}” should be “{term}”";
    InventedDetail { formulation: String, found: String } => "`{formulation}` 里的“{found}”是没有事实支撑的具体数字或时间", "`{formulation}`: “{found}” is a detail that no fact supplies";
    LeaveItToTheFact => "改用空位，或者删去", "use a slot, or leave it out";
    BankWord { formulation: String, word: String } => "`{formulation}` 用了“{word}”", "`{formulation}` uses “{word}”";
    AvoidTheWord => "这个词会触发检查规则，换个说法", "the word breaks a rule; choose another";
    LongVariant { formulation: String, length: usize } => "`{formulation}` 的一种说法长 {length} 字", "`{formulation}`: a variant is {length} characters long";
    ShortenIt => "缩短到可以一口气读完", "shorten it until it can be read in one breath";

    // Word files.
    NotAWordFile => "这不是 Word 文档（docx）", "this is no Word file (docx)";
    LockedOrLegacyWord => "这是旧格式（doc、wps）或加密的文档，不能读取", "this file is of a legacy format (doc, wps) or encrypted and cannot be read";
    SaveAsDocx => "用 Word 或 WPS 打开，去掉密码，另存为 docx", "open it in Word or WPS, take the password off, and save it as docx";
    CheckTheWordFile => "核对文件来源；用 Word 或 WPS 打开后另存为 docx 再试", "check where the file comes from; open it in Word or WPS, save it as docx, and try again";
    DamagedWordFile { error: String } => "Word 文档不完整或已损坏：{error}", "the Word file is cut off or damaged: {error}";
    WordTooManyParts { most: usize } => "Word 文档里的部件超过 {most} 个", "the Word file holds more than {most} parts";
    WordPartsOverlap => "Word 文档里有重名或重叠的部件", "the Word file holds parts that repeat or overlap";
    WordPartLeadsOut { part: String } => "Word 文档里的名称“{part}”指到了文档之外", "the name `{part}` leads out of the Word file";
    WordPartOutside { target: String } => "Word 文档的正文或样式在文档之外：“{target}”", "the Word file keeps a part that is needed elsewhere: `{target}`";
    WordPartTooLarge { part: String, most: u64 } => "Word 文档的“{part}”解开后过大（上限 {most} MB）", "`{part}` of the Word file is too large once unpacked (at most {most} MB)";
    WordDocumentType { part: String } => "Word 文档的“{part}”里有文档类型声明（DTD），可能是恶意文件", "`{part}` of the Word file declares a document type, as hostile files do";
    WordTooDeep { part: String } => "Word 文档的“{part}”嵌套过深", "`{part}` of the Word file is nested too deeply";
    WordTooMuchText { part: String } => "Word 文档的“{part}”段落过多", "`{part}` of the Word file holds too many paragraphs";
    WordChangesAccepted => "文档带有修订，已按全部接受后的文字检查", "the file holds tracked changes; it is read as if all were accepted";
    WordFootnotesLeftOut { footnotes: usize } => "没有检查脚注和尾注（{footnotes} 处）", "footnotes and endnotes are not checked: {footnotes}";
    NoteOnFile { path: String, note: Box<Message> } => "{path}：{note}", "{path}: {note}";
    AnnotateOneWordFile => "--annotate 一次只批注一个 Word 文档（docx）", "--annotate takes one Word file (docx) at a time";
    CheckOneWordFile => "写成 chengwen check 文件.docx --annotate 批注.docx", "write chengwen check FILE.docx --annotate OUT.docx";
    AnnotateElsewhere { path: String } => "批注会覆盖被检查的 `{path}`", "the comments would overwrite `{path}`, which is being checked";
    NoDraftInWordFile { path: String } => "`{path}` 里没有带稿件", "`{path}` carries no draft";
    WordFileWasEdited => "这份 Word 文档的正文与其中的稿件不一致，是在别处改过的", "the words of the Word file are not those of the draft in it: it was edited elsewhere";
    NoAddress => "要指明改哪一处", "it is not said where";
    SetAnew => "段落有增减，正文已按文件自己的样式重新排过，手工改过的字体字号需要重设", "paragraphs came or went, so the text was set anew in the file's own styles; formats set by hand are to be set again";
    AdoptItFirst => "先用 chengwen adopt 文件.docx 文件.docx 把改动收回稿件", "first take the edits into its draft: chengwen adopt FILE.docx FILE.docx";
    WordHiddenLeftOut => "没有检查隐藏文字", "hidden text is not checked";

    // Findings.
    NoExample { section: String } => "“{section}”没有具体事例", "“{section}” holds no specific example";
    GiveAnExample => "补一件有时间、有对象或有数字的事", "give an event with a date and a name, a place or a number";
    Gap { section: String, wants: Vec<String> } => "“{section}”缺少事实，可用：{wants}", "“{section}” lacks a fact; any of these would serve: {wants}";
    SupplyAFact => "在事实文件中补一条（`chengwen facts missing` 列出全部空缺）", "add one to the facts file (`chengwen facts missing` lists all gaps)";
    Placeholder { mark: String } => "“{mark}”是没有填写的占位符", "“{mark}” is a placeholder";
    UnsupportedDetail { detail: String } => "“{detail}”没有事实为据", "no fact backs “{detail}”";
    AddTheFactOrTakeItOut => "把它补进事实文件，或者从文中删去", "add it to the facts file, or take it out of the text";
    FactReused { fact: String, first: String } => "事实 `{fact}` 已经用于“{first}”", "the fact `{fact}` already shows “{first}”";
    GiveAnotherFact => "换一件事来证明这个问题", "show this problem by another fact";
    RepeatedPhrase { phrase: String } => "“{phrase}”在文中重复出现", "“{phrase}” stands twice in the text";
    ChooseAnotherWording => "其中一处换个说法", "word one of them otherwise";
    ProblemWithoutCause { section: String } => "“{section}”没有对应的原因", "“{section}” has no cause";
    ProblemWithoutMeasure { section: String } => "“{section}”没有对应的措施", "“{section}” has no measure";
    AnswerTheProblem => "在相应部分补上", "add it to the part concerned";
    UnmatchedMeasure { section: String } => "“{section}”没有对应的问题", "“{section}” answers no problem";
    TieToAProblem => "联系前面的一个问题，或者删去", "tie it to a problem, or leave it out";
    MissingPart { part: String } => "缺少“{part}”", "“{part}” is missing";
    AddThePart => "按提纲补上", "add it as the outline prescribes";
    TooShort { length: usize, least: usize } => "全文 {length} 字，不足 {least} 字", "the text has {length} characters; at least {least} are wanted";
    SupplyMoreFacts => "补充事实，可以多写问题", "supply more facts, so that more problems can be told";
    TooLong { length: usize, most: usize } => "全文 {length} 字，超过 {most} 字", "the text has {length} characters; at most {most} are wanted";
    AskForFewerProblems => "用 --length 指定较短的篇幅，或减少事实", "ask for less with --length, or give fewer facts";
    SmallShare { percent: usize, least: usize } => "问题和原因占全文 {percent}%，不足 {least}%", "problems and causes make {percent} % of the text; {least} % are wanted";
    ShortProblems { length: usize, least: usize } => "问题部分只有 {length} 字，不足 {least} 字", "the problems take {length} characters; at least {least} are wanted";
    ShortCauses { length: usize, least: usize } => "原因部分只有 {length} 字，不足 {least} 字", "the causes take {length} characters; at least {least} are wanted";
    LengthenProblems => "多讲问题，讲深原因", "tell more of the problems and their causes";
    PraiseFirst { praise: String, contrast: String } => "先扬后抑：“{praise}……{contrast}”", "praise first: “{praise} … {contrast}”";
    NameTheFaultFirst => "直接讲问题", "name the fault straight away";
    BlameShift { word: String } => "“{word}”讲的不是自己的问题", "“{word}” speaks of others";
    SpeakOfYourself => "改成第一人称，讲自己做了什么、没做什么", "say what you yourself did or left undone";

    // Findings of wording, numbers and marks.
    WriteInstead { words: String } => "改为“{words}”", "write “{words}”";
    DeleteIt => "删去", "leave it out";
    PleaseVerify => "请核对", "please verify";
    HalfWidthMark { found: String } => "中文里的标点“{found}”应为全角", "half-width “{found}” in Chinese text";
    FullWidthFigures { found: String } => "“{found}”应为半角", "full-width “{found}”";
    DoubledMark { found: String } => "标点“{found}”重叠", "two marks in a row: “{found}”";
    ListCommaBetweenQuotes => "并列的引号、书名号之间不加顿号", "no 、 between quoted items side by side";
    StraightQuote => "直引号应为弯引号", "a straight quotation mark in Chinese text";
    ReversedQuote => "引号方向反了", "a quotation mark the wrong way round";
    UnpairedQuote => "引号没有成对", "an unpaired quotation mark";
    NoFinalStop => "段末没有句号", "the paragraph ends without a stop";
    NumberMark { found: String } => "序号“{found}”的标点不合规范", "the number “{found}” has the wrong mark";
    NumberStarts { number: String } => "序号从“{number}”开始，前面缺了", "the numbers start at “{number}”";
    NumberStyle { number: String } => "序号“{number}”与同层其他序号的样式不同", "the number “{number}” is written unlike the others of its level";
    NumberRepeated { number: String } => "序号“{number}”重复", "the number “{number}” stands here a second time";
    NumberSkips { number: String, before: usize } => "序号“{number}”与前一个（第 {before}）不连续", "the number “{number}” does not follow on {before}";
    LevelSkipped { number: String } => "序号“{number}”越过了一层", "the number “{number}” skips a level";
    NumberThemAnew => "核对内容有无缺漏，重新编号", "see whether something is missing, then number them anew";
    CountMismatch { stated: String, listed: usize } => "说是“{stated}”，列出来的是 {listed} 个", "“{stated}” is said, but {listed} are listed";
    CountAnew => "补齐内容，或改正数目", "list them all, or mend the count";
    WrongTerm { found: String, term: String } => "“{found}”与规范表述“{term}”不一致", "“{found}” is not quite “{term}”";
    WrongVerb { verb: String, term: String, right: String } => "“{verb}”与{term}不搭配，通常用“{right}”", "“{verb}” does not go with {term}; “{right}” does";
    ChainOrder { chain: String } => "次序与规范表述不同：{chain}", "not in the prescribed order: {chain}";
    ChainMember { member: String } => "这一组里没有“{member}”", "“{member}” is missing in this chain";
    TermTooNew { term: String, since: usize } => "“{term}”是 {since} 年起的提法，本材料的年度更早", "“{term}” is of {since}, later than the text's year";
    TermTooOld { term: String, until: usize } => "“{term}”是 {until} 年及以前的提法", "“{term}” was in use until {until}";
    OtherYear { found: usize, year: usize } => "这里写的是 {found} 年度，本材料是 {year} 年度的", "this says {found}, but the text is of {year}";
    StockPhrases { section: String, percent: usize } => "“{section}”有 {percent}% 是放在谁身上都成立的话", "{percent} % of “{section}” could be anybody's";
    SayWhatOnlyYouCan => "换成只有本人说得出的事：什么时候、对谁、做了什么、当时怎么想", "say what only you can say: when, to whom, what you did, what you thought";
    CopiedText { passage: String, other: String, address: String, characters: usize } => "与 `{other}` {address} 相同：“{passage}”（本节共 {characters} 字相同）", "also in `{other}`, {address}: “{passage}” (characters shared in this section: {characters})";
    AlsoShared { first: Box<Message>, more: usize } => "{first}，本节还与另外 {more} 份材料有相同段落", "{first}; other texts that share passages of this section: {more}";
    WriteYourOwn => "写自己的事，用自己的话", "tell what happened to you, in your own words";

    // The command line.
    CannotRead { path: String, error: String } => "无法读取 `{path}`：{error}", "cannot read `{path}`: {error}";
    CannotWrite { path: String, error: String } => "无法写入 `{path}`：{error}", "cannot write `{path}`: {error}";
    CheckThePath => "检查路径和权限", "check the path and its permissions";
    Similarity { mean: String, first: String, second: String, worst: String } => "平均 Jaccard {mean}%；最相似的一对 {first} 与 {second}，包含度 {worst}%", "mean Jaccard {mean} %; the most alike pair is {first} and {second}, containment {worst} %";
    TooAlike { first: String, second: String, found: String, most: String } => "{first} 与 {second} 的包含度 {found}% 超过 {most}%", "{first} and {second} have a containment of {found} %, more than {most} %";
    ThinFormulation { formulation: String, phrasings: usize, drafts: usize } => "`{formulation}` 只有 {phrasings} 种说法，同一种在 {drafts} 稿里出现：补写说法，或补充事实", "`{formulation}` has {phrasings} phrasings, and one of them stands in {drafts} drafts: write more, or supply more facts";
    ChangedMeanwhile { path: String } => "`{path}` 已被其他程序改动，没有覆盖", "`{path}` was changed by another program meanwhile and is left as it is";
    RunItAgain => "重新运行这条命令", "run the command again";
    NoSuchAddress { address: String } => "没有位置 `{address}`", "there is no `{address}`";
    SeeAddresses => "`chengwen swap 稿件` 列出全部位置，如 1.3.1:2（标题为 1.3.1:0）", "`chengwen swap DRAFT` shows all addresses, such as 1.3.1:2 (a heading is 1.3.1:0)";
    NotASentence { address: String } => "`{address}` 是规定的标题、空缺或添加的句子，没有别的说法", "`{address}` is a prescribed title, a gap or an added sentence and has no other phrasing";
    SupplyFactsForGaps => "空缺要补事实：`--fact 编号` 或重新 compose；也可用 --write 手写", "a gap needs a fact: --fact ID, or compose again; --write puts your own text there";
    SentenceIsLocked { address: String } => "`{address}` 已锁定", "`{address}` is locked";
    UnlockIt => "先用 --unlock 解锁", "unlock it first with --unlock";
    NoSuchAlternative { number: usize, known: usize } => "没有第 {number} 种说法，共 {known} 种", "there is no alternative {number}; there are {known}";
    NoSuchPhrasing { text: String } => "语料库里没有这种说法：{text}", "the bank has no such phrasing: {text}";
    ListThem => "`chengwen swap 稿件 位置` 列出全部说法", "`chengwen swap DRAFT ADDRESS` lists them";
    NothingToUndo => "没有可以撤销的改动", "there is nothing to undo";
    NothingToRedo => "没有可以重做的改动", "there is nothing to redo";
    EditFirst => "先改动稿件", "change the draft first";
    NotAProblem { address: String } => "`{address}` 不是一个问题", "`{address}` is no problem";
    NameAProblem => "写问题的位置，如 1.3.1", "give a problem's address, such as 1.3.1";
    FactDoesNotFit { fact: String } => "事实 `{fact}` 不能用在这里", "the fact `{fact}` cannot be used here";
    NoSuchFact { fact: String } => "没有事实 `{fact}`", "there is no fact `{fact}`";
    SeeFacts => "稿件的 facts 一栏列出全部事实", "the draft's `facts` lists them";
    FactsThatFit { known: Vec<String> } => "可用的事实：{known}", "facts that fit: {known}";
    NoPointFits => "没有别的要点可用", "no other point can be used";
    AddFactsFirst => "先补充事实", "add facts first";
    NoRoomThere { most: usize } => "没有这个次序，可以填 1 到 {most}", "there is no such place: 1 to {most}";
    WriteSomething => "写上文字", "write some text";
    EmptyText => "没有写文字", "there is no text";
    LockedKeptByHand { slots: Vec<String> } => "事实已变，这些锁定的句子保留原文，按手写处理：{slots}", "the facts have changed; these locked sentences keep their text as if written by hand: {slots}";
    KeptByHand { slots: Vec<String> } => "语料库已更新，这些句子保留原文，按手写处理：{slots}", "the bank has changed; these sentences keep their text as if written by hand: {slots}";
    DraftChanged { address: String, text: String } => "{address}  {text}", "{address}  {text}";
    HistoryLine { number: usize, name: String, about: String } => "{number}  {name}  {about}", "{number}  {name}  {about}";
    // Batches.
    NoPeople { path: String } => "`{path}` 里没有事实文件", "`{path}` holds no facts files";
    PutFactsThere => "每人一个事实文件（.ron），或写一份名单，每行一个路径", "put a facts file (.ron) there for each person, or write a roster with a path on each line";
    PersonLeftOut { path: String } => "跳过 {path}：事实有错，其余照写", "{path} is left out: its facts cannot be used; the others are written";
    DraftWasEdited { path: String } => "`{path}` 写成后改动过，没有覆盖", "`{path}` was edited since it was written and is left as it is";
    MoveItAway => "移走或改名后重新运行", "move it or rename it, then run again";
    NoWorkers { error: String } => "无法并行：{error}", "cannot work in parallel: {error}";
    TryFewerJobs => "减小 --jobs", "give a smaller --jobs";
    ColumnPerson => "姓名", "person";
    ColumnFile => "文件", "file";
    ColumnCharacters => "字数", "characters";
    ColumnExamples => "事例", "examples";
    ColumnFindings => "问题", "findings";
    ColumnNearest => "最相似", "most alike";
    FindingsCount { errors: usize, warnings: usize } => "{errors} 错 {warnings} 警", "errors {errors}, warnings {warnings}";
    NearestText { share: String, name: String } => "{share}% {name}", "{share} % {name}";
    BatchSummary { written: usize, people: usize, changed: usize } => "{people} 人，写成 {written} 人；新写或更新 {changed} 个文件", "people: {people}, drafts: {written}, files written or changed: {changed}";

    // Adopting edited texts.
    NotOfThisDraft => "这份文本里没有一句出自这份稿件", "no sentence of this text stands in the draft";
    LocksBroken { addresses: Vec<String> } => "已锁定的句子被改动：{addresses}", "locked sentences read otherwise: {addresses}";
    ForceIt => "确认无误可加 --force", "if it is meant so, add --force";
    SentenceChanged { address: String, old: String, new: String } => "{address}  改\n  - {old}\n  + {new}", "{address}  changed\n  - {old}\n  + {new}";
    SentenceRemoved { address: String, old: String } => "{address}  删\n  - {old}", "{address}  removed\n  - {old}";
    SentenceAdded { address: String, new: String } => "{address}  增\n  + {new}", "{address}  added\n  + {new}";
    TitleKept { old: String, new: String } => "规定的标题不随文改动：{old}（改成了：{new}）", "a prescribed title stays as it is: {old} (edited: {new})";
    AdoptedChanges { changed: usize, removed: usize, added: usize } => "改 {changed} 句，删 {removed} 句，增 {added} 句", "sentences changed: {changed}, removed: {removed}, added: {added}";
    NothingAdopted => "与稿件没有出入", "the text reads as the draft does";
    NotACheckableText { file: String } => "`{file}` 不是能检查的文本", "`{file}` is not a text that can be checked";
    NotAnEditedText { path: String } => "不能从 `{path}` 取回改动", "edits cannot be taken back from `{path}`";
    GiveTextOrMarkdown => "用 .docx、.txt 或 .md 文件", "give a .docx, .txt or .md file";

    NotADraft { path: String } => "`{path}` 不是稿件文件（.ron）", "`{path}` is not a draft (.ron)";
    ComposeADraft => "`chengwen compose 事实 -o 稿件.ron` 生成稿件文件", "`chengwen compose FACTS -o draft.ron` writes one";
    OtherVersion { found: String } => "稿件文件的版本是 {found}，本程序不能打开", "the draft's version is {found}, which this program cannot open";
    UpdateTheProgram => "更新 chengwen", "update chengwen";
    NoBankInFolder { path: String } => "`{path}` 里没有语料库（应有 <文种>/genre.ron）", "`{path}` holds no bank (a folder <genre>/genre.ron is expected)";
    NotAFactsFile { path: String } => "`{path}` 不是事实文件", "`{path}` is not a facts file";
    WriteFactsInRon => "事实写在 .ron、.xlsx、.xls、.ods、.csv 文件或 CSV 文件夹里；`chengwen facts template -o 台账.xlsx` 生成样表", "facts are in a .ron, .xlsx, .xls, .ods or .csv file or a folder of CSV files; `chengwen facts template -o facts.xlsx` writes one to fill in";
    WouldOverwrite { path: String } => "`{path}` 已经存在，写入会覆盖其中的内容", "`{path}` is there already and would be overwritten";
    WriteElsewhere => "换一个文件名", "give another name";
    // Pages: layout, Word, PDF.
    ImpossibleLayout => "版面放不下文字：页边距、字号或纸张的数值不对", "the layout leaves no room for text: a margin, a size or the paper is wrong";
    CheckTheFigures => "长度用毫米，字号用磅，缩进用字数", "lengths are in millimetres, type sizes in points, indents in characters";
    NoLibreOffice => "没有找到 LibreOffice，不能生成 PDF", "LibreOffice is not installed, so there is no PDF";
    InstallLibreOffice => "安装 LibreOffice（libreoffice.org），或先写成 .docx，再用 Word、WPS 导出 PDF", "install LibreOffice (libreoffice.org), or write .docx and export the PDF from Word or WPS";
    PdfFailed { error: String } => "LibreOffice 没有生成 PDF：{error}", "LibreOffice gave no PDF: {error}";
    OpenInLibreOffice => "先写成 .docx，用 LibreOffice 打开看看", "write .docx and see whether LibreOffice opens it";
    FontSubstituted { font: String, other: String } => "PDF 里“{font}”用“{other}”代替：本机没有这种字体", "the PDF shows `{other}` in place of `{font}`, which is not installed";
    FontMissing { font: String } => "PDF 里“{font}”用别的字体代替：本机没有这种字体", "the PDF shows another font in place of `{font}`, which is not installed";
    TemplateIsForWord => "模板只用于 .docx 和 .pdf", "a template serves .docx and .pdf only";
    NameAWordOutput => "写 -o 文件.docx，或去掉 --reference-doc", "write -o FILE.docx, or leave --reference-doc out";
    TemplateHasMacros => "模板带有宏", "the template holds macros";
    TemplateIsStrict => "模板是“Strict Open XML”格式，不能填写", "the template is in the format “Strict Open XML”, which cannot be filled";
    SaveAsTransitional => "用 Word 另存为普通的“Word 文档（*.docx）”", "save it in Word as an ordinary “Word Document (*.docx)”";
    TemplateHasNoStyles => "模板里没有样式", "the template has no styles";
    MissingArgument { argument: String } => "缺少参数 {argument}", "missing argument {argument}";
    MissingCommand => "没有写命令", "no command";
    UnknownArgument { argument: String } => "不认识的参数 {argument}", "unknown argument {argument}";
    ConflictingArguments { argument: String } => "{argument} 不能与其他选项同时使用", "{argument} cannot be used with the other options";
    WrongUsage { error: String } => "命令用法有误：{error}", "wrong usage: {error}";
    SeeHelp => "加 --help 查看用法", "see --help";
    FormatsKnown { known: Vec<String> } => "可用的格式：{known}", "known formats: {known}";
    UnknownTopicOrRoot { name: String } => "没有专题或根源 `{name}`", "unknown topic or root `{name}`";
    UnknownFormat { format: String } => "不认识的输出格式 `{format}`", "unknown output format `{format}`";
    UnknownRule { rule: String } => "没有规则 `{rule}`", "unknown rule `{rule}`";
    SeedDrawn { seed: u64 } => "随机种子：{seed}（加 --seed {seed} 可重现这一稿）", "seed: {seed} (--seed {seed} gives this draft again)";
    // The local page.
    StudioIsOpen => "在浏览器里打开上面的地址；按 Ctrl+C 停止", "open the address above in a browser; Ctrl+C stops";
    NoBrowser => "没有找到浏览器，请自己打开上面的地址", "no browser was found; open the address above yourself";
    CannotListen { error: String } => "不能在本机开放端口：{error}", "cannot listen on this machine: {error}";
    ChooseAPort => "用 --port 换一个端口，0 为任取", "choose another with --port; 0 takes any";
    Wrote { path: String } => "已写入 {path}", "wrote {path}";
    NothingWritten => "未写入任何文件（--strict）", "nothing was written (--strict)";
    Summary { characters: usize, sections: usize, errors: usize, warnings: usize } => "{characters} 字，{sections} 节；{errors} 个错误，{warnings} 个警告", "characters: {characters}, sections: {sections}, errors: {errors}, warnings: {warnings}";
    FaultsFound { errors: usize, warnings: usize } => "共 {errors} 个错误，{warnings} 个警告", "errors: {errors}, warnings: {warnings}";
    WholeText => "全文", "the whole text";
    FactNeeded => "必补", "needed ";
    FactWelcome => "可补", "welcome";
    AnExampleFollows => "以下是一份填好的样例（人和事均为虚构），可照此填写。", "A complete example follows; its people and events are made up.";
    NothingMissing => "没有空缺：每一节都有事例", "nothing is missing: every section has its example";
    LabelError => "错误", "error";
    LabelWarning => "警告", "warning";
    LabelNote => "提示", "note";
    LabelHelp => "办法", "help";
    RuleWhat => "查什么", "What it looks for";
    RuleWhy => "为什么", "Why";
    RuleExample => "例", "Example";
    RuleLevel => "级别", "Level";
    LevelOff => "关闭", "off";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_set_in_the_language_of_the_message() {
        let message = Message::WrongValue {
            found: "甲".to_owned(),
            expected: Box::new(Message::AChoice {
                options: vec!["完成".to_owned(), "持续".to_owned()],
            }),
        };
        assert_eq!(
            message.text(Language::Chinese),
            "“甲”不能作为以下之一：完成、持续"
        );
        assert_eq!(
            message.text(Language::English),
            "`甲` is not one of: 完成, 持续"
        );
    }
}
