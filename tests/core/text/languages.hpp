#pragma once

#include <string_view>

namespace labelscape::test {

struct Sample {
    std::string_view language;
    std::string_view text;
    std::string_view
        a_word;  ///< a token that must come out, folded; of scripts without spaces a pair
};

/// "The card has not arrived yet." and the like, in 28 languages and 16 scripts.
inline constexpr Sample k_samples[] = {
    {"English", "The card hasn't arrived yet.", "hasn't"},
    {"German", "Die Karte ist noch nicht angekommen, Übergabe fehlt.", "übergabe"},
    {"French", "L'envoi de la carte n'est pas arrivé à l'ÉCOLE.", "école"},
    {"Spanish", "¿Dónde está mi tarjeta? ¡No llegó, SEÑOR!", "señor"},
    {"Portuguese", "O cartão ainda não chegou.", "cartão"},
    {"Italian", "La città: la carta dell'azienda non è arrivata.", "città"},
    {"Dutch", "De kaart is nog niet aangekomen.", "aangekomen"},
    {"Polish", "Karta jeszcze nie dotarła do ŁODZI.", "łodzi"},
    {"Czech", "Karta ještě nedorazila.", "ještě"},
    {"Swedish", "Kortet har inte kommit till ÖREBRO.", "örebro"},
    {"Turkish", "Kart henüz İstanbul'a ulaşmadı.", "ulaşmadı"},
    {"Vietnamese", "Thẻ vẫn chưa đến nơi.", "chưa"},
    {"Indonesian", "Kartu saya belum tiba.", "belum"},
    {"Swahili", "Kadi yangu bado haijafika.", "haijafika"},
    {"Greek", "Η ΚΑΡΤΑ ΜΟΥ δεν έφτασε ακόμα στους δρόμους.", "δρόμουσ"},
    {"Russian", "Моя КАРТА ещё не пришла.", "карта"},
    {"Ukrainian", "Моя картка ще не надійшла до КИЄВА.", "києва"},
    {"Armenian", "Իմ ՔԱՐՏԸ դեռ չի հասել։", "քարտը"},
    {"Georgian", "ჩემი ბარათი ჯერ არ მოსულა.", "ბარათი"},
    {"Arabic", "لم تصل بطاقتي بعد.", "بطاقتي"},
    {"Persian", "کارت من هنوز نمی‌رسد.", "نمی‌رسد"},
    {"Hebrew", "הכרטיס שלי עדיין לא הגיע.", "הכרטיס"},
    {"Hindi", "मेरा कार्ड अभी तक नहीं आया।", "कार्ड"},
    {"Bengali", "আমার কার্ড এখনও আসেনি।", "কার্ড"},
    {"Tamil", "எனது அட்டை இன்னும் வரவில்லை.", "அட்டை"},
    {"Korean", "카드가 아직 도착하지 않았습니다.", "카드가"},
    {"Amharic", "ካርዴ እስካሁን አልደረሰም።", "ካርዴ"},
    {"Chinese", "我的银行卡还没有收到。", "银行"},
    {"Japanese", "カードがまだ届いていません。", "カード"},
    {"Thai", "บัตรของฉันยังมาไม่ถึง", "บัต"},
    {"Lao", "ບັດຂອງຂ້ອຍຍັງບໍ່ມາຮອດ", "ບັດ"},
    {"Khmer", "កាតរបស់ខ្ញុំមិនទាន់មកដល់ទេ", "កាត"},
    {"Burmese", "ကတ်မရောက်သေးဘူး", "ကတ်"},
};

}  // namespace labelscape::test
