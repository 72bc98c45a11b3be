#include "ui/panels/model_panel.hpp"

#include "app/actions/models.hpp"
#include "panel_scene.hpp"
#include "ui/panels/model_words.hpp"

namespace labelscape {
namespace {

ModelInfo model(const char* id, ModelSource source, ModelState state) {
    ModelInfo info;
    info.id = id;
    info.title = std::string("Model ") + id;
    info.source = source;
    info.state = state;
    info.origin = "https://hub.example";
    info.bytes = 23000000;
    info.bytes_exact = true;
    info.settings.max_tokens = 256;
    return info;
}

class ModelPanelTest : public PanelScene {
protected:
    ModelPanelTest() {
        ImGui::GetIO().DisplaySize = {1280, 800};
        fill_documents();
        state.models.list = {model("words", ModelSource::builtin, ModelState::ready),
                             model("near", ModelSource::catalogue, ModelState::ready),
                             model("far", ModelSource::catalogue, ModelState::absent)};
        draw = [this](const PanelArgs& args) { panel.draw_ui(args); };
        frames(3);
    }
    void type_into(const char* name, std::string_view text) {
        click(name);
        for (const char character : text) type(character);
        frames(2);
    }
    ModelPanel panel;
};

TEST_F(ModelPanelTest, ShowsWhatIsInUseAndDoesNotOfferItAgain) {
    EXPECT_EQ(find("models/details/title")->label, "Model words");
    EXPECT_TRUE(find("models/use")->disabled);
    EXPECT_EQ(find("models/status")->label, "In use: Built-in model");
}

TEST_F(ModelPanelTest, AModelThatIsHereIsUsedWithItsSettings) {
    click("models/row/near");
    frames(2);
    click("models/long/average");
    click("models/use");
    const auto used = all<action::UseModel>();
    ASSERT_EQ(used.size(), 1u);
    EXPECT_EQ(used[0].choice.id, "near");
    ASSERT_TRUE(used[0].choice.settings);
    EXPECT_TRUE(used[0].choice.settings->average_long);
    EXPECT_EQ(used[0].choice.settings->max_tokens, 256);
}

TEST_F(ModelPanelTest, WhatIsNotHereCanOnlyBeDownloaded) {
    click("models/row/far");
    frames(2);
    EXPECT_FALSE(find("models/use"));
    EXPECT_FALSE(find("models/measure"));
    EXPECT_EQ(find("models/download")->label, "Download 23 MB from hub.example");
    EXPECT_TRUE(all<action::DownloadModel>().empty());
    click("models/download");
    ASSERT_EQ(all<action::DownloadModel>().size(), 1u);
    EXPECT_EQ(all<action::DownloadModel>()[0].id, "far");
}

TEST_F(ModelPanelTest, AnEndpointIsAskedOnlyAfterWhatWouldBeSentWasShown) {
    click("models/tab/endpoint");
    frames(2);
    EXPECT_TRUE(find("endpoint/estimate")->disabled);
    type_into("endpoint/base", "https://embed.example/v1");
    type_into("endpoint/model", "small");
    type_into("endpoint/key", "sk-secret");
    EXPECT_EQ(find("endpoint/key")->value, "");
    EXPECT_FALSE(find("endpoint/send"));
    click("endpoint/estimate");
    ASSERT_EQ(all<action::EstimateEndpoint>().size(), 1u);
    state.model_use.estimated = all<action::EstimateEndpoint>()[0].remote;
    state.model_use.estimate.origin = "https://embed.example";
    state.model_use.estimate.texts = 240;
    frames(2);
    EXPECT_EQ(find("endpoint/send")->label, "Send 240 texts to https://embed.example");
    type_into("endpoint/model", "er");
    EXPECT_FALSE(find("endpoint/send")) << "the estimate is of another model";
    EXPECT_TRUE(all<action::UseModel>().empty());
}

TEST(ModelWords, AreShortAndExact) {
    ModelInfo info = model("far", ModelSource::catalogue, ModelState::partial);
    info.stored_bytes = 20000000;
    EXPECT_EQ(download_text(info), "Download the other 3.0 MB from hub.example");
    info.bytes_exact = false;
    EXPECT_EQ(model_size_text(info), "about 23 MB");
    EXPECT_EQ(speed_text(1234.5), "1\u2009200");
    EXPECT_EQ(speed_text(7.29), "7.2");
    EXPECT_EQ(speed_text(0), "");
    EXPECT_EQ(counts_text({100, 3, 0, 1}), "Last run: 100 texts, 3 cut, 1 without a known word");
}

}  // namespace
}  // namespace labelscape
