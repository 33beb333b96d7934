# The plugin that makes letters and e-certificates and lets everybody verify them; read as a literal, never run.
{
    "name": "letters",
    "title": "文书与电子证照",
    "summary": "决定书按 docx 底稿生成并连续编号，电子证照为 PDF，二维码公开查验",
    "version": "1.0.0",
    "category": "核心",
    "author": "Tongban",
    "license": "MIT",
    "depends": ["licensing"],
    "data": ["security/access.csv"],
}
