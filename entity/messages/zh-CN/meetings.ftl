# 四会：名称、议程范本、归档文书与错误说明。
meetings-kind-congress = 居民代表大会
meetings-kind-heart = 民情恳谈会
meetings-kind-hearing = 民主听证会
meetings-kind-joint = 社区联席会
meetings-agenda-congress =
    清点人数、宣布开会
    报告上次会议决议办理情况
    审议议题
    表决
    宣读决议
meetings-agenda-heart =
    说明来意
    居民谈问题和建议
    现场答复
    梳理需要交办的事项
meetings-agenda-hearing =
    宣布听证事项
    介绍方案
    听证代表发言
    答疑
    归纳意见
meetings-agenda-joint =
    通报辖区情况
    各单位交流资源与需求
    商定共办事项
    明确责任与时限
meetings-doc-kind = 会议类别
meetings-doc-time = 时间
meetings-doc-place = 地点
meetings-doc-chair = 主持人
meetings-doc-present = 到会人员
meetings-doc-agenda = 议程
meetings-doc-minutes = 会议纪要
meetings-doc-resolutions = 决议
meetings-doc-in-favour = 赞成
meetings-doc-against = 反对
meetings-doc-abstained = 弃权
meetings-wrong-stage = 会议目前的阶段不能做这个操作。
meetings-no-quorum = 到会人数不足，不能开会。
meetings-nobody-invited = 还没有邀请任何人。
meetings-published = 会议纪要已经发布，不能再改。
meetings-matter-already = 这条决议已经转为事项。
meetings-agenda-too-long = 议程最多 30 条。
meetings-quorum-implausible = 到会人数要求不对。
meetings-reason-wanted = 请写明取消的原因。
meetings-minutes-wanted = 请先写会议纪要。
meetings-words-wanted = 请写明决议内容。
meetings-votes-implausible = 票数不对。
meetings-doc-and = 、
meetings-doc-votes = （{ $votes }）
