# 居民认证：公开的申请页、社区核对、本人与孩子。
enrolment-code-wrong = 验证码不对，请核对邮件里的六位数字。
enrolment-code-used-up = 验证码已失效，请重新申请。
enrolment-invitation-used-up = 邀请已失效，请到社区重新打印。
enrolment-wrong-state = 这条申请已经处理过了。
enrolment-person-linked = 这位居民已经和另一个账号关联。
enrolment-member-linked = 这个账号已经和另一位居民关联。
enrolment-member-disabled = 这个账号已被停用，请先由管理员恢复。
enrolment-gone = 这位居民已不在本社区居住。
enrolment-not-a-child = 只能为未满 18 周岁、出生日期已登记的居民设置监护人。
enrolment-not-linked = 您的账号还没有完成居民认证。
enrolment-ask-limited = 申请太频繁，请稍后再试。
enrolment-last-four-unreadable = 请填写身份证号最后四位。
enrolment-address-wanted = 请写明住在哪栋楼、哪个房间，最多 60 字。
enrolment-reason-wanted = 请写明没有通过的原因。
