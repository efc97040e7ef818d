# 积分：错误说明。
points-not-enough = 积分不够。
points-not-to-be-had = 这件奖品已经兑完，或现在不能兑换。
points-had-enough = 每人限兑的数量已经用完。
points-over = 这次兑换已经结束了（已领取、已取消或已过期）。
points-reversed-already = 这笔已经冲正过，或本身就是冲正。
points-decided = 已经有人处理过了。
points-board-closed = 公示期已过，不能再提异议。
points-too-many-for-office = 一次超过 50 分，需要社区管理员来加减。
points-number-implausible = 数字不合理。
points-reason-wanted = 请写明理由，200 个字以内。
points-title-wanted = 请写名称，60 个字以内。
points-days-reversed = 结束日期早于开始日期。
points-words-wanted = 请写明异议内容，1000 个字以内。
points-answer-wanted = 请写明答复，1000 个字以内。
points-day-implausible = 日期不对：请选每年都有的日子，或者都不填（不到期）。
