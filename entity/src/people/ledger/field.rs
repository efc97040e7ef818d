//! What a column of a ledger can be.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, EnumIter, DeriveActiveEnum, Serialize, Deserialize)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// 姓名.
    Name,
    /// 身份证号.
    IdNumber,
    /// 性别.
    Sex,
    /// 出生日期.
    BirthDate,
    /// 联系电话.
    Phone,
    /// 网格.
    Grid,
    /// 楼号.
    Building,
    /// 单元.
    Unit,
    /// 楼层.
    Floor,
    /// 房号.
    Room,
    /// 住址, in one column.
    Address,
    /// 户主姓名.
    Household,
    /// 人员类别.
    Groups,
    /// 风险等级.
    Tier,
    /// 监护人.
    GuardianName,
    /// 监护人电话.
    GuardianPhone,
    /// 与监护人关系.
    GuardianRelation,
    /// 紧急联系人.
    ContactName,
    /// 紧急联系人电话.
    ContactPhone,
    /// 与联系人关系.
    ContactRelation,
    /// 健康状况.
    Health,
    /// 备注.
    Note,
}

/// How ledgers head such a column: the first is ours.
const HEADERS: [(Field, &[&str]); 22] = [
    (Field::Name, &["姓名", "居民姓名", "老人姓名", "人员姓名", "儿童姓名", "名字", "本人姓名", "name"]),
    (
        Field::IdNumber,
        &["身份证号", "身份证号码", "证件号码", "证件号", "公民身份号码", "公民身份证号", "身份证", "居民身份证号", "身份号码", "idnumber"],
    ),
    (Field::Sex, &["性别", "sex", "gender"]),
    (Field::BirthDate, &["出生日期", "出生年月日", "出生年月", "生日", "出生时间", "birthdate", "dateofbirth"]),
    (
        Field::Phone,
        &[
            "联系电话",
            "电话",
            "手机",
            "手机号",
            "手机号码",
            "联系方式",
            "电话号码",
            "本人电话",
            "本人联系电话",
            "联系号码",
            "phone",
            "mobile",
        ],
    ),
    (Field::Grid, &["网格", "所属网格", "网格名称", "网格编号", "所在网格", "网格号", "grid"]),
    (Field::Building, &["楼号", "楼栋", "楼栋号", "楼", "栋", "栋号", "幢", "幢号", "楼门", "楼宇", "building"]),
    (Field::Unit, &["单元", "单元号", "门洞", "门栋", "unit"]),
    (Field::Floor, &["楼层", "层", "所在楼层", "floor"]),
    (Field::Room, &["房号", "室", "门牌号", "房间号", "室号", "户号", "房屋号", "门号", "房间", "门牌", "room"]),
    (
        Field::Address,
        &[
            "住址",
            "家庭住址",
            "地址",
            "居住地址",
            "现住址",
            "现居住地",
            "详细地址",
            "居住地",
            "家庭地址",
            "常住地址",
            "现住地址",
            "address",
        ],
    ),
    (Field::Household, &["户主姓名", "户主", "所属户主", "household"]),
    (
        Field::Groups,
        &[
            "人员类别",
            "特殊群体",
            "人群类别",
            "人员类型",
            "类别",
            "特殊人群",
            "老人类别",
            "老人类型",
            "对象类别",
            "居住情况",
            "群体类别",
            "人群标签",
            "groups",
        ],
    ),
    (Field::Tier, &["风险等级", "等级", "风险级别", "关爱等级", "红黄绿", "预警等级", "探访等级", "分级", "tier"]),
    (Field::GuardianName, &["监护人", "监护人姓名", "guardian"]),
    (Field::GuardianPhone, &["监护人电话", "监护人联系电话", "监护人联系方式", "监护人手机", "监护人手机号", "guardianphone"]),
    (Field::GuardianRelation, &["与监护人关系", "监护人关系", "监护关系", "guardianrelation"]),
    (
        Field::ContactName,
        &["紧急联系人", "联系人", "联系人姓名", "子女姓名", "紧急联系人姓名", "亲属姓名", "家属姓名", "家属", "emergencycontact"],
    ),
    (
        Field::ContactPhone,
        &[
            "紧急联系人电话",
            "联系人电话",
            "子女电话",
            "子女联系电话",
            "子女联系方式",
            "紧急联系电话",
            "家属电话",
            "家属联系电话",
            "亲属电话",
            "emergencyphone",
        ],
    ),
    (Field::ContactRelation, &["与联系人关系", "联系人关系", "与老人关系", "与本人关系", "亲属关系", "relation"]),
    (Field::Health, &["健康状况", "身体状况", "健康情况", "身体情况", "疾病", "患病情况", "病史", "既往病史", "health"]),
    (Field::Note, &["备注", "说明", "备注说明", "note", "remark"]),
];

impl Field {
    /// The key of its name in the message files.
    pub fn message(self) -> String {
        format!("people.field_{}", self.to_value())
    }

    /// The field that a header means, and how certain that is, from 0 to 1.
    pub fn of_header(header: &str) -> Option<(Self, f64)> {
        let header = bare(header);
        if header.is_empty() {
            return None;
        }
        let mut best: Option<(Self, f64, usize)> = None;
        for (field, names) in HEADERS {
            if names.contains(&header.as_str()) {
                return Some((field, 1.0));
            }
            // 与户主关系 is no name of a 户主.
            let names = names.iter().filter(|name| name.contains("关系") || !header.contains("关系"));
            // A longer word says more: 监护人联系电话号码 is a guardian's, though it has 电话 in it.
            let contained =
                names.filter(|name| name.chars().count() >= 2 && header.contains(**name)).map(|name| name.chars().count()).max();
            if let Some(length) = contained.filter(|length| best.is_none_or(|(.., best)| *length > best)) {
                best = Some((field, 0.5 + 0.4 * length as f64 / header.chars().count() as f64, length));
            }
        }
        best.filter(|_| header.chars().count() <= 16).map(|(field, confidence, _)| (field, confidence))
    }
}

/// A header without what is in brackets, stars of required fields, spaces and signs.
pub fn bare(header: &str) -> String {
    let squeezed = crate::people::text::squeezed(header).to_lowercase();
    let mut depth = 0usize;
    let outside = squeezed.chars().filter(|sign| {
        match sign {
            '(' | '[' | '【' | '〔' => depth += 1,
            ')' | ']' | '】' | '〕' => {
                depth = depth.saturating_sub(1);
                return false;
            }
            _ => {}
        }
        depth == 0 && (sign.is_alphanumeric())
    });
    outside.collect()
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("姓 名", Field::Name)]
    #[case("*居民姓名（必填）", Field::Name)]
    #[case("证件号码", Field::IdNumber)]
    #[case("身份证号码(18位)", Field::IdNumber)]
    #[case("联系电话", Field::Phone)]
    #[case("手机号码", Field::Phone)]
    #[case("监护人联系电话", Field::GuardianPhone)]
    #[case("楼栋号", Field::Building)]
    #[case("特殊群体类别", Field::Groups)]
    #[case("子女联系电话", Field::ContactPhone)]
    #[case("Emergency phone", Field::ContactPhone)]
    fn headers_are_recognised(#[case] header: &str, #[case] field: Field) {
        assert_eq!(Field::of_header(header).map(|(field, _)| field), Some(field));
    }

    #[rstest]
    #[case("序号")]
    #[case("与户主关系")]
    #[case("关系")]
    #[case("")]
    #[case("瑞景街道江南春色社区独居老人姓名电话登记表")]
    fn others_are_not(#[case] header: &str) {
        assert_eq!(Field::of_header(header), None);
    }

    #[test]
    fn no_header_means_two_things() {
        let mut names: Vec<&str> = HEADERS.iter().flat_map(|(_, names)| names.iter().copied()).collect();
        names.sort_unstable();
        let all = names.len();
        names.dedup();
        assert_eq!(names.len(), all);
    }
}
