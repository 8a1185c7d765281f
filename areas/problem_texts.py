"""The error catalogue: one code, one Chinese and one English sentence that says what to do."""

from __future__ import annotations

from typing import Final

TEXTS: Final[dict[str, tuple[str, str]]] = {
    "E-NUM-FORMAT": (
        "不是有效的数字，请只输入数字和小数点",
        "Not a valid number; use digits and a decimal point only",
    ),
    "E-NUM-FINITE": ("数值过大或不是有限数", "The number is too large or not finite"),
    "E-NUM-PRECISION": (
        "整数位数超过 {n} 位",
        "More than {n} digits before the decimal point",
    ),
    "E-NUM-SCALE": (
        "小数位数超过 {n} 位，系统不会自动四舍五入",
        "More than {n} decimals; the system does not round for you",
    ),
    "E-NUM-RANGE": (
        "超出允许范围 {min} 至 {max}",
        "Outside the allowed range {min} to {max}",
    ),
    "E-DATE": ("日期或时间不正确", "Invalid date or time"),
    "E-DATE-RANGE": (
        "日期应在 {min} 至 {max} 之间",
        "The date must lie between {min} and {max}",
    ),
    "E-DUP": ("已存在相同的记录：{what}", "The same record already exists: {what}"),
    "E-PARAM": ("内容不正确：{field}", "Invalid value: {field}"),
    "E-TXT-LENGTH": (
        "最多 {n} 个字符，现有 {m} 个",
        "At most {n} characters; you entered {m}",
    ),
    "E-TXT-CONTROL": (
        "含有不允许的控制字符（{where}）",
        "Contains a character that is not allowed ({where})",
    ),
    "E-CSRF": (
        "页面已过期，请返回上一页，刷新后重试；您填写的内容仍在上一页",
        "The page has expired; go back, refresh and try again. What you typed is still there",
    ),
    "E-METHOD": ("不支持的请求方式", "Method not allowed"),
    "E-HOST": ("请求地址不正确", "Bad request address"),
    "E-SIZE": ("请求内容过大", "The request is too large"),
    "E-BAD": ("请求内容无法识别", "The request could not be understood"),
    "E-PROTECTED": (
        "已有数据引用，不能删除或变更：{what}",
        "In use by existing data and cannot be deleted or changed: {what}",
    ),
    "E-FILE-CORRUPT": (
        "文件读不出来：{reason}",
        "The file cannot be read: {reason}",
    ),
    "E-FILE-TYPE": (
        "文件类型不支持，请使用系统下载的 .xlsx 模板",
        "File type not supported; use the .xlsx template from this system",
    ),
    "E-FILE-ENCRYPTED": (
        "文件有打开密码，请取消密码后再上传",
        "The file has a password; remove it and upload again",
    ),
    "E-FILE-BOMB": (
        "文件解压后过大，已拒绝",
        "The file unpacks to an unsafe size and was refused",
    ),
    "E-FILE-DIM": (
        "数据区域过大：{range}",
        "The data area is too large: {range}",
    ),
    "E-FILE-XML": (
        "文件内含不安全的内容，已拒绝",
        "The file holds unsafe content and was refused",
    ),
    "E-EVIDENCE-TYPE": (
        "佐证材料只收 PDF、PNG、JPG、.xlsx、.docx（不含宏）",
        "Evidence may be PDF, PNG, JPG, .xlsx or .docx (without macros)",
    ),
    "E-OFFICIAL-CITY": (
        "市（州）的数值由本地填报；省级可录入评估数，经两人决定采用后计入",
        "Places report their own figures; an assessment counts once two people decide so",
    ),
    "E-EVIDENCE-MANY": ("一份报表最多 {n} 个佐证材料", "At most {n} files for one form"),
    "E-FILE-SECRET": (
        "文件名或正文带有密级标志，涉密信息不上网：未保存",
        "The file is marked as classified and was not kept: no classified information online",
    ),
    "E-FILE-SIZE": ("文件超过 {n} MB", "The file is larger than {n} MB"),
    "E-FILE-ROWS": ("行数超过 {n} 行", "More than {n} rows"),
    "E-FILE-EMPTY": ("文件为空", "The file is empty"),
    "E-FILE-MISSING": (
        "缺少必填项“{field}”",
        "The entry '{field}' is required and missing",
    ),
    "E-FILE-UNKNOWN": (
        "没有这一项“{field}”，请核对拼写",
        "There is no entry called '{field}'; check the spelling",
    ),
    "E-REF": (
        "找不到{kind}“{code}”",
        "There is no {kind} '{code}'",
    ),
    "E-UNIT": (
        "未知的计量单位“{unit}”，请先在 units 中登记",
        "Unknown unit '{unit}'; declare it under 'units' first",
    ),
    "E-UNIT-FACTOR": (
        "换算系数与计量单位不符：{numerator} ÷ {denominator} 折为 {unit} 应乘 {due}，文件写的是 {factor}",
        "The factor should be {due} for {numerator} / {denominator} in {unit}, not {factor}",
    ),
    "E-UNIT-KIND": (
        "计量单位不相容：{numerator} ÷ {denominator} 不能折为 {unit}",
        "The units do not fit: {numerator} / {denominator} cannot be expressed in {unit}",
    ),
    "E-CYCLE": ("相互引用成环：{chain}", "These refer to each other in a circle: {chain}"),
    "E-YEARS": (
        "年份不合理：{reason_zh}",
        "The years do not fit: {reason_en}",
    ),
    "E-SPLIT": (
        "分解目标与上级目标不一致：{reason_zh}。如规划原文即如此，请在 notes 中以 kind: split 说明",
        "The targets do not add up: {reason_en}. If the plan says so, add a note of kind 'split'",
    ),
    "E-UNMAPPED": (
        "上一规划的指标未说明去向：{codes}",
        "Indicators of the earlier plan are not mapped: {codes}",
    ),
    "E-CLOSED": (
        "规划“{slug}”已收官，不能再作修改；如确需修改，先运行 close_plan {slug} --reopen",
        "The plan '{slug}' is closed; to change it, first run close_plan {slug} --reopen",
    ),
    "E-APART": (
        "“{one}”与“{two}”不能由同一人担任",
        "'{one_en}' and '{two_en}' may not be held by one person",
    ),
    "E-NUM-GROUP": (
        "千分位位置不对，例如应写成 1,234",
        "Thousands separators are misplaced; write for example 1,234",
    ),
    "E-NUM-UNIT": (
        "数值后有单位或说明文字；本指标单位是“{unit}”，您是否要填 {suggest}？",
        "The value carries a unit or note; this indicator is in {unit_en}. Did you mean {suggest}?",
    ),
    "E-NUM-PERCENT": (
        "本指标不是百分比，不能带 % 号",
        "This indicator is not a percentage; remove the % sign",
    ),
    "E-NUM-SCRIPT": (
        "请使用阿拉伯数字 0-9",
        "Use digits 0-9",
    ),
    "E-NUM-LENGTH": (
        "内容过长",
        "The value is too long",
    ),
    "E-NUM-MARK": (
        "请明确选择：不适用、无此数据、不足最小单位、尚不掌握",
        "Choose one: not applicable, no such data, below the smallest unit, not yet known",
    ),
    "E-TXT-INVISIBLE": (
        "含有看不见的字符 {codepoint}",
        "Contains an invisible character {codepoint}",
    ),
    "E-XLS-HEADER": (
        "表头不符：应为“{expected}”，实为“{found}”",
        "Header mismatch: expected {expected}, found {found}",
    ),
    "E-XLS-SHEET": ("找不到填报工作表", "The data sheet was not found"),
    "E-XLS-VERSION": (
        "模板版本或年度不符：文件为 {file}，系统为 {system}",
        "Template version or year differs: file {file}, system {system}",
    ),
    "E-XLS-MERGED": (
        "数据区有合并单元格 {range}，请取消合并",
        "Merged cells in the data area {range}; please unmerge",
    ),
    "E-XLS-FORMULA": (
        "{cell} 是公式，没有可用的结果；请粘贴为数值",
        "{cell} holds a formula without a usable result; paste as values",
    ),
    "E-XLS-ERRCELL": ("{cell} 是错误值 {value}", "{cell} holds the error value {value}"),
    "E-XLS-DATE": (
        "{cell} 是日期格式，请改为数值",
        "{cell} is formatted as a date; change it to a number",
    ),
    "E-XLS-DUP": ("第 {a} 行与第 {b} 行重复", "Rows {a} and {b} are duplicates"),
    "E-XLS-ROWS": (
        "共 {n} 处错误，未保存任何数据；可下载错误清单",
        "{n} errors found, nothing was saved; download the error list",
    ),
    "E-CSV-ENC": (
        "第 {line} 行有无法识别的字符，请选择编码",
        "Line {line} has unreadable characters; choose the encoding",
    ),
    "E-CSV-FORMAT": ("第 {line} 行格式不对", "Line {line} is malformed"),
    "E-AUTH-SCOPE": (
        "文件中含有不属于您单位的数据，整份未导入",
        "The file holds data outside your unit; nothing was imported",
    ),
    "E-UNANSWERED": (
        "还有 {n} 项须逐项确认",
        "{n} cells still need your confirmation",
    ),
    "W-HIDDEN": (
        "文件含隐藏的行、列或工作表，请确认是否导入",
        "The file has hidden rows, columns or sheets; confirm to import",
    ),
    "W-FORMULA": (
        "{cell} 为公式，将保存其结果 {value}，请确认",
        "{cell} is a formula; its result {value} will be stored after you confirm",
    ),
    "W-IGNORED": ("以下内容未导入：{list}", "Not imported: {list}"),
    "W-ENC": (
        "按 {encoding} 编码读取，请核对预览",
        "Read as {encoding}; check the preview",
    ),
    "W-CLEARED": (
        "文件中此格为空，确认后将清空系统中已填的 {value}",
        "The cell is empty in the file; once confirmed, {value} is cleared",
    ),
    "E-SOD": (
        "不能由同一人办理，请由另一位有权限的人员操作",
        "A second authorised person must do this step",
    ),
    "E-STATE": (
        "当前状态为“{state}”，不能执行此操作",
        "The current state is {state_en}; this action is not possible",
    ),
    "E-LOCKED": (
        "数据已提交、已批准或年度已关闭，不能修改",
        "The data is submitted, approved or the year is closed; it cannot be changed",
    ),
    "E-CONFLICT": (
        "{who} 已于 {when} 修改；请比较后再保存，您填写的内容已保留",
        "Changed by {who} at {when}; compare before saving. Your entries are kept",
    ),
    "E-INCOMPLETE": (
        "还有 {n} 项未填报",
        "{n} required items are missing",
    ),
    "E-REASON": (
        "请填写理由（至少 {n} 个字）",
        "Please give a reason (at least {n} characters)",
    ),
    "E-DEADLINE": (
        "填报截止时间为 {when}，已过期",
        "The deadline was {when}",
    ),
    "W-NORM": (
        "已按“{value}”保存（原输入：{raw}）",
        "Stored as {value} (you typed {raw})",
    ),
    "W-SCALE": (
        "与上年相比变化 {x} 倍，请确认并说明",
        "This differs from last year by a factor of {x}; confirm and explain",
    ),
    "W-BLANK": (
        "空白表示“未填报”，不会按 0 计算",
        "Blank means not reported; it is never counted as 0",
    ),
    "E-NOTFOUND": ("页面或数据不存在", "Not found"),
    "E-FORBIDDEN": ("您没有此项权限", "You do not have permission for this"),
    "E-CHECK": (
        "有 {n} 项未通过强制性审核，须先修改",
        "{n} figures fail a check that must be mended first",
    ),
    "E-EXPLAIN": (
        "有 {n} 项变化较大，须填写核实说明",
        "{n} figures changed much and need an explanation",
    ),
    "E-RULE": ("规则不适用：{reason_zh}", "The rule does not apply: {reason_en}"),
    "E-PRECOND": (
        "缺少版本信息（If-Match），请先读取最新数据",
        "Version header (If-Match) is missing; read the latest data first",
    ),
    "E-RATE": ("操作过于频繁，请 {n} 秒后再试", "Too many requests; try again in {n} seconds"),
    "E-IDEM": (
        "同一操作编号的内容不一致或正在处理",
        "The same operation key is in use or has different content",
    ),
    "E-BULK": (
        "批量中有 {n} 项错误，全部未保存",
        "{n} items are invalid; nothing was saved",
    ),
    "E-AUTH": ("登录已失效，请重新登录", "Please sign in again"),
    "E-EXPORTS-OPEN": (
        "已有 {n} 个文件正在生成，请等其中一个完成或取消后再试",
        "{n} files are being made already; wait for one or cancel one",
    ),
    "E-REPORT-NUMBER": (
        "文件中没有本系统的报告编号，或编号对应的规划、发布不存在",
        "The file carries no report number of this system, or none that leads to a release",
    ),
    "E-EXPORT": (
        "文件未能生成，可重试；多次不成功请联系系统管理员",
        "The file could not be made; try again, or tell the administrator if it keeps failing",
    ),
}
