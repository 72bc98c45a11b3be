#pragma once

#include <string_view>

namespace labelscape {

/// Function words of the languages most texts are written in, folded, separated by spaces: words
/// that say nothing about a topic but that class frequencies alone cannot tell apart where there
/// are only few topics.
inline constexpr std::string_view k_stop_words =
    // Remains of markup and addresses
    "amp br com gt href html http https lt nbsp quot www "
    // English
    "a about already after again all also am an and any are as at be because been before being but "
    "by can "
    "can't cannot could "
    "did do does doesn't doing don't down each for from get got had has have having he her here "
    "him his how i if in "
    "into is isn't it it's its just let like me more most my no not now of off on once one only or "
    "other our out over "
    "own please said same says she should so some such tell than that that's the their them then "
    "there these "
    "they this those to "
    "too under up us very was we were what what's when where which while who whom why will with "
    "would you your "
    // German
    "aber alle als also am an auch auf aus bei bin bis bitte da damit das dass dem den der des die "
    "dies diese dieser "
    "du durch ein eine einem einen einer eines er es für hat habe haben hatte ich ihr ihre im in "
    "ist ja kann kein keine "
    "man mein meine mich mir mit nach nicht noch nur oder ohne schon sein seine sich sie sind so "
    "über um und uns "
    "unter vom von vor war was wenn wer werden wie wir wird wo wurde zu zum zur "
    // French
    "au aux avec ce ces cette comme dans de des du elle en est et être eu il ils je la le les leur "
    "lui ma mais me mes "
    "mon ne nous on ont ou où par pas plus pour qu que qui sa sans se ses si son sont sur ta te tu "
    "un une vos votre "
    "vous été était "
    // Spanish
    "al como con cuando de del desde donde el ella en entre era es esta está este esto fue ha han "
    "hay la las le lo los "
    "más me mi mis muy no nos o para pero por porque que qué se ser si sin sobre son su sus "
    "también te tiene tu un "
    "una uno y ya yo "
    // Portuguese
    "ao aos as até com da das de do dos e ela ele em entre é essa esse está eu foi isso já lhe "
    "mais mas meu minha na "
    "não nas no nos o os ou para pela pelo por quando que quem se sem ser seu são sua também te "
    "tem um uma você "
    // Italian
    "agli ai al alla alle anche che chi ci come con cui da dal dalla degli dei del della delle di "
    "è gli ha hanno ho i "
    "il in io la le lei lo loro ma mi mia mio nei nel nella non o per perché più quando questa "
    "questo se sei si sono "
    "su sua suo ti tra un una uno "
    // Dutch
    "aan als bij dan dat de den der deze die dit doch door een en er haar heb hebben heeft het hij "
    "hoe ik in is je kan "
    "maar me meer met mijn naar niet nog nu of om ook op over te tot uit van veel voor was wat we "
    "wel wij wordt ze "
    "zich zij zijn zo "
    // Russian
    "а без был была были было быть в вам вас во вот все всё вы где да для до его ее её если есть "
    "ещё же за и из или "
    "им их к как когда кто ли мне мой мы на не нет но о об он она они от по под при с со так также "
    "то только ты у уже "
    "что чтобы это этот я "
    // Polish
    "aby ale czy dla do go i ich jak jako jest już ma może na nie o od oraz po pod przez przy są "
    "się tak także to tym "
    "w we z za ze że "
    // Swedish, Norwegian, Danish
    "af att av de den det du eller en er ett för från har hon i inte jag kan med men mig min när "
    "och og om på så "
    "som till til var vi vil vad ikke jeg har der "
    // Turkish
    "bir bu çok da daha de değil en gibi ile için ise kadar mı mi ne o olan olarak ve veya ya "
    // Indonesian, Malay
    "ada adalah akan anda atau bagi dalam dan dapat dari dengan di ini itu juga karena ke lebih "
    "oleh pada saya sebagai "
    "telah tidak untuk yang "
    // Vietnamese
    "các cho có của đã để đến được không khi là một này những trong từ và với "
    // Arabic, Persian
    "أن إلى التي الذي ان او أو على عن في كان كانت لا ما مع من هذا هذه هو هي و آن از است اما این با "
    "بر برای به تا در را "
    "که های هم و یا یک "
    // Hindi
    "और एक कर करने का कि की के को जो तक था ने पर भी में यह या वह से हैं है हो "
    // Greek
    "αλλά από για δεν είναι η θα και μας με να ο οι ότι που σε στην στη στο στον τα την της τη το "
    "τον του των "
    // Ukrainian
    "або але в від він вона вони до для з за і із й її їх на не по при та так то у що це як ";

}  // namespace labelscape
