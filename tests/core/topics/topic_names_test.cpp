#include "core/topics/topic_names.hpp"

#include <gtest/gtest.h>

#include <set>
#include <string>

#include "base/parallel_for.hpp"
#include "core/topics/support.hpp"
#include "core/topics/term_surface.hpp"

namespace labelscape {
namespace {

struct Corpus {
    std::vector<std::string> owned;
    std::vector<TopicId> topics;

    void add(TopicId topic, const std::string& text) {
        owned.push_back(text);
        topics.push_back(topic);
    }
    std::vector<std::string_view> texts() const { return {owned.begin(), owned.end()}; }
};

std::vector<TopicName> name(const Corpus& corpus, std::int32_t topics) {
    const auto texts = corpus.texts();
    TopicNames names(Texts(texts), corpus.topics, topics);
    EXPECT_EQ(names.step({}), Step::done);
    EXPECT_EQ(names.progress(), 1);
    return names.result();
}

Corpus support_messages() {
    Corpus corpus;
    for (int i = 0; i < 30; ++i) {
        const std::string n = std::to_string(i);
        corpus.add(0, "I am waiting for the card delivery of my PIN, order " + n);
        corpus.add(0, "When is the card delivery due? The PIN is here " + n);
        corpus.add(1, "The refund of my order is missing, I asked for the refund " + n);
        corpus.add(1, "My refund is late and I am waiting " + n);
        corpus.add(2, "Die Überweisung ist nicht angekommen " + n);
        corpus.add(2, "Wo ist die Überweisung und wann kommt sie " + n);
        corpus.add(3, "我的银行卡还没有收到 " + n);
        corpus.add(3, "请问银行卡什么时候寄出 " + n);
        corpus.add(4, "スマートフォンの充電ができません" + n);
        corpus.add(k_outlier, "zebra zebra zebra");
    }
    return corpus;
}

TEST(TopicNames, NamesWhatSetsATopicApart) {
    const auto names = name(support_messages(), 6);
    EXPECT_EQ(names[0].name, "card delivery · PIN");
    EXPECT_EQ(names[1].terms.at(0).text, "refund");
    EXPECT_EQ(names[2].terms.at(0).text, "Überweisung");
    EXPECT_EQ(names[3].terms.at(0).text, "银行卡");
    EXPECT_NE(names[4].name.find("スマートフォン"), std::string::npos);
    EXPECT_TRUE(names[5].name.empty());
    for (const auto& topic : names) {
        for (std::size_t i = 0; i < topic.terms.size(); ++i) {
            EXPECT_EQ(topic.terms[i].text.find("zebra"), std::string::npos);
            EXPECT_GT(topic.terms[i].weight, 0);
            if (i > 0) {
                EXPECT_LE(topic.terms[i].weight, topic.terms[i - 1].weight);
            }
        }
        EXPECT_LE(topic.terms.size(), 10u);
    }
}

TEST(TopicNames, FunctionWordsNameNothing) {
    for (const auto& topic : name(support_messages(), 6)) {
        for (const auto& term : topic.terms) {
            for (const char* word : {"the", "The", "is", "ist", "die", "Die", "und", "my", "I"})
                EXPECT_NE(term.text, word);
        }
    }
}

TEST(TopicNames, TopicsThatShareTheirWordsStillDiffer) {
    Corpus corpus;
    for (int i = 0; i < 20; ++i) {
        corpus.add(0, "exchange rate today cash");
        corpus.add(1, "exchange rate today card");
    }
    const auto names = name(corpus, 2);
    EXPECT_NE(names[0].name, names[1].name);
}

TEST(TopicNames, DoNotDependOnWorkersOrSlices) {
    Corpus corpus;
    Random random(1);
    for (int i = 0; i < 4000; ++i) {
        const auto topic = static_cast<TopicId>(random.below(40));
        std::string text;
        for (int word = 0; word < 8; ++word)
            text +=
                "w" + std::to_string(random.below(50) + 20u * static_cast<unsigned>(topic)) + " ";
        corpus.add(topic, text);
    }
    const auto flat = [](const std::vector<TopicName>& names) {
        std::string all;
        for (const auto& topic : names) {
            all += topic.name;
            for (const auto& term : topic.terms)
                all += "|" + term.text + std::to_string(term.weight);
        }
        return all;
    };
    const int workers = parallel_workers();
    set_parallel_workers(1);
    const std::string alone = flat(name(corpus, 40));
    set_parallel_workers(workers);
    EXPECT_EQ(flat(name(corpus, 40)), alone);
    const auto texts = corpus.texts();
    TopicNames sliced(Texts(texts), corpus.topics, 40);
    EXPECT_GT(test::run_in_slices(sliced), 8);
    EXPECT_EQ(flat(sliced.result()), alone);
}

TEST(TopicNames, NothingIsNoTrouble) {
    EXPECT_TRUE(name({}, 0).empty());
    EXPECT_EQ(name({}, 3).size(), 3u);
    Corpus corpus;
    corpus.add(0, "😀 !!! 123 \xff");
    EXPECT_EQ(name(corpus, 1)[0].name, "");
}

TEST(TermSurface, GrowsPiecesToWords) {
    const std::string_view texts[] = {"的银行卡了", "有银行卡吗", "银行卡", "人行不"};
    std::vector<Occurrence> places;
    for (const auto text : texts) {
        const auto at = static_cast<std::uint32_t>(text.find("行"));
        places.push_back({text, {at, at + 3}});
    }
    EXPECT_EQ(grown_spelling(places), "银行卡");
    EXPECT_EQ(usual_spelling({{"PIN", {0, 3}}, {"pin", {0, 3}}}), "pin");
    EXPECT_EQ(usual_spelling({{"PIN", {0, 3}}, {"PIN", {0, 3}}, {"pin", {0, 3}}}), "PIN");
    EXPECT_EQ(usual_spelling({}), "");
}

}  // namespace
}  // namespace labelscape
