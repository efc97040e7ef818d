# 街道交办：错误说明。
directives-wrong-state = 这件交办已经不在这一步了，请刷新后再看。
directives-nobody = 街道还没有可以接收的社区。
directives-matter-already = 这件交办已经转成事项了。
directives-community-unknown = 其中有不属于本街道的社区。
directives-title-wanted = 请写标题，80 个字以内。
directives-day-wanted = 任务要有完成日期，不能早于今天。
directives-too-long = 内容太长了。
directives-answer-wanted = 请写明办理情况，2000 个字以内。
directives-reason-wanted = 请写明原因。
