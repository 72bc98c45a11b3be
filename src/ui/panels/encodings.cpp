#include "ui/panels/encodings.hpp"

#include <algorithm>
#include <cctype>

namespace labelscape {
namespace {

constexpr Encoding k_encodings[] = {
    {"utf-8", "UTF-8", "all languages"},
    {"utf-16le", "UTF-16 LE", "all languages"},
    {"utf-16be", "UTF-16 BE", "all languages"},
    {"windows-1252", "Windows-1252", "Western European"},
    {"iso-8859-15", "ISO 8859-15", "Western European"},
    {"macintosh", "Mac Roman", "Western European"},
    {"windows-1250", "Windows-1250", "Central European"},
    {"iso-8859-2", "ISO 8859-2", "Central European"},
    {"iso-8859-16", "ISO 8859-16", "Romanian"},
    {"windows-1251", "Windows-1251", "Cyrillic"},
    {"koi8-r", "KOI8-R", "Russian"},
    {"koi8-u", "KOI8-U", "Ukrainian"},
    {"ibm866", "IBM 866", "Cyrillic"},
    {"iso-8859-5", "ISO 8859-5", "Cyrillic"},
    {"x-mac-cyrillic", "Mac Cyrillic", "Cyrillic"},
    {"windows-1253", "Windows-1253", "Greek"},
    {"iso-8859-7", "ISO 8859-7", "Greek"},
    {"windows-1254", "Windows-1254", "Turkish"},
    {"windows-1255", "Windows-1255", "Hebrew"},
    {"iso-8859-8", "ISO 8859-8", "Hebrew"},
    {"windows-1256", "Windows-1256", "Arabic"},
    {"iso-8859-6", "ISO 8859-6", "Arabic"},
    {"windows-1257", "Windows-1257", "Baltic"},
    {"iso-8859-4", "ISO 8859-4", "Baltic"},
    {"iso-8859-13", "ISO 8859-13", "Baltic"},
    {"iso-8859-10", "ISO 8859-10", "Nordic"},
    {"iso-8859-14", "ISO 8859-14", "Celtic"},
    {"iso-8859-3", "ISO 8859-3", "Maltese, Esperanto"},
    {"windows-1258", "Windows-1258", "Vietnamese"},
    {"windows-874", "Windows-874", "Thai"},
    {"gb18030", "GB18030", "Chinese, simplified"},
    {"gbk", "GBK", "Chinese, simplified"},
    {"big5", "Big5", "Chinese, traditional"},
    {"shift_jis", "Shift JIS", "Japanese"},
    {"euc-jp", "EUC-JP", "Japanese"},
    {"iso-2022-jp", "ISO-2022-JP", "Japanese"},
    {"euc-kr", "EUC-KR", "Korean"},
};

std::string lower(std::string_view text) {
    std::string result(text);
    for (char& c : result) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return result;
}

}  // namespace

std::span<const Encoding> encodings() { return k_encodings; }

std::string encoding_title(std::string_view name) {
    const std::string wanted = lower(name);
    const auto* found = std::ranges::find(k_encodings, std::string_view(wanted), &Encoding::name);
    if (found != std::end(k_encodings)) return std::string(found->title);
    std::string title(name);
    for (char& c : title) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    return title;
}

}  // namespace labelscape
