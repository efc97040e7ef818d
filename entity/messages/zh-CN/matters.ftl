# 错误说明。
matters-wrong-stage = 这件事项目前的阶段不能做这个操作。
matters-wrong-target = 不能合并到这件事项。
matters-nobody-there = 没有可以交办的同事。
matters-kind-retired = 这个类别已停用。
matters-name-taken = 已有同名的类别。
matters-name-wanted = 请填写名称。
matters-days-implausible = 天数不对：受理不能长于办理，最长 250 个工作日。
matters-title-wanted = 请用一句话写明是什么事。
matters-note-wanted = 请填写内容。
matters-rating-unknown = 请选择 1 到 5 分。
matters-tell-limited = 提交得太频繁，请稍后再试。
matters-ask-limited = 查询得太频繁，请稍后再试。
