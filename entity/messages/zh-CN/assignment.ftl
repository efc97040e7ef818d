# 错误说明。
assignment-wrong-state = 目前的状态不能做这个操作。
assignment-holds-already = 已经在这位同事手里。
assignment-nobody-stands-in = 现在没有人顶岗。
assignment-extension-waits = 已有延期申请等待审批。
assignment-no-extension-asked = 没有待审批的延期申请。
assignment-not-later = 延期须晚于现在的期限。
assignment-level-reached = 已经亮过这张牌。
assignment-not-holder = 这件事不在您手里。
assignment-reason-wanted = 请写明原因。
assignment-not-active = 这位同事已不在岗。
assignment-result-wanted = 请写明办理结果。
assignment-whom-wanted = 请选择交给谁。
assignment-day-wanted = 请选择日期。
assignment-hurried = 加急
