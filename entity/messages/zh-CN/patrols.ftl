# 巡查：名称与错误说明。
patrols-title = { $point }：{ $kind }
patrols-kind-clutter = 楼道堆物
patrols-kind-bins = 投放点脏乱
patrols-kind-litter = 乱扔垃圾
patrols-kind-green = 毁绿占绿
patrols-kind-bikes = 单车乱停
patrols-kind-wires = 飞线充电
patrols-kind-ads = 小广告
patrols-kind-broken = 设施损坏
patrols-kind-other = 其他问题
patrols-name-taken = 已有同名的点位或线路。
patrols-name-wanted = 请填写名称。
patrols-retired = 这个点位已经停用。
patrols-photo-wanted = 请先上传整改后的照片，再办结。
patrols-nobody-there = 没有可以交办的人，请先邀请物业或指定负责人。
patrols-days-implausible = 巡查间隔须在 1 到 365 天之间。
patrols-kind-twice = 同一类问题只登记一次。
