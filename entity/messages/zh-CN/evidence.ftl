# 照片：错误说明。
evidence-not-a-photo = 这个文件不是可以识别的照片。
evidence-too-many-photos = 这里最多保存 9 张照片。
evidence-moment-unknown = 请选择照片是整改前、过程中还是整改后。
