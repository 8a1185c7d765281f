"""What the log's actions and subjects are called on the screen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from accounts.lockout import Kind
from collection.notes import NOTE_STEPS
from collection.states import STEPS
from indicators.charts.wording import Text

ACTIONS: Final[Mapping[str, Text]] = {
    "opened": Text("启用日志", "Log opened"),
    "signed_in": Text("登录", "Signed in"),
    "signed_out": Text("退出", "Signed out"),
    "profile_changed": Text("修改资料", "Profile changed"),
    "password_changed": Text("修改密码", "Password changed"),
    "password_reset": Text("重置密码", "Password reset"),
    "user_disabled": Text("停用账号", "Account disabled"),
    "user_enabled": Text("启用账号", "Account enabled"),
    "factor_reset": Text("重置两步验证", "Second step reset"),
    "view_saved": Text("保存查询", "View saved"),
    "view_removed": Text("删除查询", "View removed"),
    "token_made": Text("建立接口令牌", "Token made"),
    "token_revoked": Text("停用接口令牌", "Token revoked"),
    "unlocked": Text("解除锁定", "Unlocked"),
    "sessions_ended": Text("结束会话", "Sessions ended"),
    "person_proposed": Text("提出人员变更", "Change of a person proposed"),
    "person_confirmed": Text("确认人员变更", "Change of a person confirmed"),
    "person_refused": Text("不同意人员变更", "Change of a person refused"),
    "user_created": Text("建立账号", "Account made"),
    "seat_given": Text("分配席位", "Seat given"),
    "seat_lent": Text("委托席位", "Seat lent"),
    "seat_ended": Text("结束席位", "Seat ended"),
    "round_opened": Text("下达填报任务", "Round opened"),
    "published_stated": Text("录入官方数", "Official figure recorded"),
    "assessed_stated": Text("录入评估数", "Assessed figure recorded"),
    "choice_proposed": Text("提出采用", "Choice of figure proposed"),
    "figure_chosen": Text("确定采用数", "Figure chosen"),
    "concealed": Text("不予公开", "Kept from the public"),
    "revealed": Text("恢复公开", "Open again"),
    "backed_up": Text("备份", "Backed up"),
    "restored": Text("恢复备份", "Restored from a backup"),
    "commented": Text("发表意见", "Commented"),
    "attached": Text("上传佐证材料", "Evidence brought"),
    "evidence_removed": Text("撤下佐证材料", "Evidence removed"),
    "proposal_taken_back": Text("收回提议", "Proposal taken back"),
    "extended": Text("准予延期", "Given longer"),
    "reminded": Text("催报", "Reminded"),
    "exception_asked": Text("提出申请", "Exception asked for"),
    "exception_granted": Text("同意申请", "Request granted"),
    "exception_declined": Text("不同意申请", "Request declined"),
    "entered": Text("填报", "Entered"),
    "file_read": Text("读取文件", "File read"),
    "history_brought": Text("提出导入往年数据", "History brought in"),
    "history_confirmed": Text("确认导入往年数据", "History confirmed"),
    "history_taken_back": Text("收回往年数据", "History taken back"),
    "imported": Text("导入", "Imported"),
    "note_written": Text("填写年度进展", "Note written"),
    **{f"note_{action}": Text(step.zh, step.en) for action, step in NOTE_STEPS.items()},
    "export_asked": Text("生成文件", "File asked for"),
    "looked_up": Text("查阅", "Looked up"),
    "release_proposed": Text("提出发布", "Release proposed"),
    "released": Text("发布", "Released"),
    **{f"return_{action}": Text(step.zh, step.en) for action, step in STEPS.items()},
    **{
        f"return_{action}_proposed": Text(f"提出{step.zh}", f"Proposed: {step.en.lower()}")
        for action, step in STEPS.items()
        if step.second
    },
}
SUBJECTS: Final[Mapping[str, Text]] = {
    "audit": Text("日志", "Log"),
    "database": Text("数据库", "Database"),
    "view": Text("数据查询", "View"),
    "token": Text("接口令牌", "Token"),
    "user": Text("用户", "User"),
    "seat": Text("席位", "Seat"),
    "round": Text("填报任务", "Round"),
    "entry": Text("填报项", "Cell"),
    "person": Text("人员变更", "Change of a person"),
    "figure": Text("数值", "Figure"),
    "comment": Text("意见", "Comment"),
    "export": Text("导出文件", "Exported file"),
    "evidence": Text("佐证材料", "Evidence"),
    "dates": Text("报送期限", "When it is due"),
    "proposal": Text("待确认事项", "Proposal"),
    "request": Text("申请", "Request"),
    "import": Text("导入", "Import"),
    "return": Text("报表", "Return"),
    "history": Text("往年数据", "History"),
    "note": Text("年度进展", "Note"),
    "reading_note": Text("年度进展", "Note"),
    "reading": Text("报表", "Return"),
    "plan": Text("规划", "Plan"),
}

EVENTS: Final[Mapping[Kind, Text]] = {
    Kind.SIGNED_IN: Text("登录", "Signed in"),
    Kind.SIGNED_OUT: Text("退出", "Signed out"),
    Kind.FAILED: Text("登录失败", "Sign-in failed"),
    Kind.LOCKED_OUT: Text("锁定期间尝试登录", "Tried while locked"),
    Kind.UNLOCKED: Text("解除锁定", "Unlocked"),
    Kind.EXPIRED: Text("超时退出", "Session ended by time"),
    Kind.REFUSED: Text("越权访问", "Attempt without the right"),
    Kind.PASSWORD_CHANGED: Text("修改密码", "Password changed"),
}


def codes_said(what: str, names: Mapping[str, Text]) -> list[str]:
    """The codes whose words contain what was typed, in either language."""
    typed = what.casefold()
    return [
        code for code, words in names.items() if typed in words.zh or typed in words.en.casefold()
    ]
