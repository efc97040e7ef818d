# 民生实事与改造项目：错误说明。
projects-wrong-stage = 项目目前的阶段不能做这个操作。
projects-milestone-open = 还有节点没有完成，不能验收。
projects-photo-wanted = 请先上传完工后的照片，再验收。
projects-opinion-wanted = 请先登记至少一条回访意见。
projects-name-taken = 已有同名的项目。
projects-name-wanted = 请填写名称。
projects-amount-implausible = 金额不对，请以分为单位填写。
projects-day-implausible = 日期不对，请重新填写。
projects-due-before-start = 完成日期不能早于开工日期。
projects-reason-wanted = 请写明原因。
projects-purpose-wanted = 请写明用途。
projects-day-ahead = 日期不能晚于今天。
projects-score-unknown = 请选择 1 到 5 分。
projects-kind-unknown = 请选择民生实事或改造提升。
