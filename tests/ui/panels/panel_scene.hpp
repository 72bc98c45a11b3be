#pragma once

#include <gtest/gtest.h>
#include <imgui.h>

#include <cmath>
#include <functional>
#include <string>
#include <vector>

#include "app/derived.hpp"
#include "ui/panel_args.hpp"

namespace labelscape {

/// Every character is equally wide, pictures are empty.
class PlainRasterizer final : public TextRasterizer {
public:
    float measure(std::string_view text, const RunStyle& style) override {
        return static_cast<float>(text.size()) * style.em * 0.5f;
    }
    RunPixels rasterize(std::string_view, const RunStyle&, std::uint32_t, float) override {
        return {1, 1, std::vector<std::uint8_t>(4, 0)};
    }
    std::vector<std::uint32_t> word_breaks(std::string_view) override { return {}; }
    std::vector<std::pair<float, float>> extents(std::string_view, const RunStyle&, std::uint32_t,
                                                 std::uint32_t) override {
        return {};
    }
};

/// A page without pixels: a project of texts in groups, frames on demand, a pointer and keys.
class PanelScene : public ::testing::Test {
protected:
    static constexpr int k_groups = 6;
    static constexpr int k_per_group = 40;

    PanelScene() : imgui_(ImGui::CreateContext()) {
        ImGuiIO& io = ImGui::GetIO();
        io.IniFilename = nullptr;
        io.DisplaySize = {900, 640};
        io.BackendFlags |= ImGuiBackendFlags_RendererHasTextures;
        io.ConfigInputTrickleEventQueue = false;
        io.ConfigFlags |= ImGuiConfigFlags_NavEnableKeyboard;
        fonts_ = load_fonts(*io.Fonts, rasterizer_);
        text_ = std::make_unique<TextDrawer>(fonts_, rasterizer_);
        tokens_ = make_tokens(Theme::dark);
        apply_theme(tokens_, ImGui::GetStyle());
        probe_.attach();
        state.project_open = true;
        state.project.id = "scene";
    }
    ~PanelScene() override {
        probe_.detach();
        text_.reset();
        for (ImTextureData* texture : ImGui::GetPlatformIO().Textures) texture->SetStatus(ImTextureStatus_Destroyed);
        ImGui::DestroyContext(imgui_);
    }

    /// Texts in groups of the same words, each group around a corner of a grid on the map.
    void fill_documents() {
        auto data = std::make_shared<Dataset>();
        for (int i = 0; i < k_groups * k_per_group; ++i) {
            data->append("message " + std::to_string(i) + " of group " + std::to_string(i % k_groups),
                         "id" + std::to_string(i));
        }
        const std::size_t number = data->column("length", ColumnType::number),
                          kind = data->column("kind", ColumnType::text);
        for (DocId doc = 0; doc < data->size(); ++doc) {
            data->set_number(number, doc, static_cast<double>(doc));
            data->set_text(kind, doc, doc % 3 == 0 ? "mail" : "chat");
        }
        data->pad_columns();
        state.project.set_dataset(std::move(data));
        state.project.removed.edit().clear();
        for (const char* name : {"refund", "delivery", "login"}) {
            const LabelId id = state.project.scheme->next_id();
            const auto place = state.project.scheme->labels().size();
            state.project.scheme.edit().insert(place, {id, name, 0x3080c0, std::to_string(place + 1), "", {}});
        }
        derive();
    }
    void fill_layout() {
        auto layout = std::make_shared<Layout>();
        for (DocId doc = 0; doc < state.project.size(); ++doc) {
            const auto group = static_cast<float>(doc % k_groups), place = static_cast<float>(doc / k_groups);
            layout->xy.push_back(10 * std::fmod(group, 3.0f) + std::cos(place) * (1 + place / 40));
            layout->xy.push_back(10 * std::floor(group / 3.0f) + std::sin(place) * (1 + place / 40));
        }
        state.project.layout.edit() = std::move(layout);
        derive();
    }
    /// Equal vectors, all final.
    void fill_vectors() {
        auto embeddings = std::make_shared<Embeddings>();
        embeddings->vectors = UnitRows(static_cast<std::int32_t>(state.project.size()), 2);
        const float values[] = {1, 1};
        for (DocId doc = 0; doc < state.project.size(); ++doc)
            embeddings->vectors.set(static_cast<std::int32_t>(doc), values);
        embeddings->embedded.resize(state.project.size());
        embeddings->embedded.set_all();
        state.project.embeddings.edit() = std::move(embeddings);
    }
    void fill_topics() {
        fill_vectors();
        auto topics = std::make_shared<Topics>();
        for (int group = 0; group + 1 < k_groups; ++group)
            topics->infos.push_back({"topic " + std::to_string(group), {"term"}, false});
        // The last group are outliers; a few documents of the first have moved to the second.
        for (DocId doc = 0; doc < state.project.size(); ++doc) {
            const auto group = static_cast<TopicId>(doc % k_groups);
            topics->of_doc.push_back(group + 1 == k_groups ? k_outlier : group == 0 && doc > 200 ? 1 : group);
        }
        state.project.topics.edit() = std::move(topics);
        derive();
    }
    void set_label(DocId doc, std::uint32_t label) {
        Annotations& annotations = state.project.annotations.edit();
        annotations.resize(state.project.size());
        const auto set = annotations.intern({static_cast<LabelId>(label)});
        annotations.set(doc, {set, annotations.add_provenance({}), Mark::none});
        derive();
    }
    void derive() {
        state.project.annotations.edit().resize(state.project.size());
        derived_.update(state);
    }

    /// One frame of `draw`, in which the input since the last one arrives.
    void frame() {
        now_s_ += 1.0 / 60;
        ImGuiIO& io = ImGui::GetIO();
        io.DeltaTime = 1.0f / 60;
        ImGui::NewFrame();
        text_->begin_frame(1);
        probe_.begin_frame();
        wish = {};
        ActionQueue queue;
        const UiContext ui{tokens_, fonts_, *text_, probe_, nullptr, wish, false, 1, now_s_, 1.0 / 60};
        draw({state, queue, ui});
        probe_.end_frame();
        ImGui::Render();
        for (ImTextureData* texture : ImGui::GetPlatformIO().Textures) {
            texture->SetTexID(1);
            texture->SetStatus(texture->Status == ImTextureStatus_WantDestroy ? ImTextureStatus_Destroyed
                                                                              : ImTextureStatus_OK);
        }
        for (Action& action : queue.take()) actions.push_back(std::move(action));
    }
    void frames(int count) {
        for (int i = 0; i < count; ++i) frame();
    }

    void move_to(ImVec2 at) {
        ImGui::GetIO().AddMousePosEvent(at.x, at.y);
        frames(2);   // what lies on top is known one frame later
    }
    void press(int button = 0) {
        ImGui::GetIO().AddMouseButtonEvent(button, true);
        frame();
    }
    void release(int button = 0) {
        ImGui::GetIO().AddMouseButtonEvent(button, false);
        frame();
    }
    void click(ImVec2 at, int button = 0) {
        move_to(at);
        press(button);
        release(button);
    }
    void drag(const std::vector<ImVec2>& path, int button = 0) {
        move_to(path.front());
        press(button);
        for (const ImVec2 at : path) move_to(at);
        release(button);
    }
    void hold(ImGuiKey key, bool down) {
        ImGui::GetIO().AddKeyEvent(key, down);
        frame();
    }
    void key(ImGuiKey key) {
        hold(key, true);
        hold(key, false);
    }
    void type(char character) {
        ImGui::GetIO().AddInputCharacter(static_cast<unsigned>(character));
        frame();
    }
    ImVec2 middle(const char* name) {
        const ProbeItem* item = probe_.find(name);
        EXPECT_TRUE(item) << "no widget " << name;
        return item ? ImVec2((item->min.x + item->max.x) / 2, (item->min.y + item->max.y) / 2) : ImVec2();
    }
    void click(const char* name) { click(middle(name)); }
    const ProbeItem* find(const char* name) const { return probe_.find(name); }

    /// All actions of this kind so far.
    template <class T>
    std::vector<T> all() const {
        std::vector<T> found;
        for (const Action& action : actions) {
            if (const T* one = action.as<T>()) found.push_back(*one);
        }
        return found;
    }

    SteadyClock clock_;
    AppState state{clock_};
    std::vector<Action> actions;
    std::function<void(const PanelArgs&)> draw;
    FrameWish wish;

private:
    ImGuiContext* imgui_;
    PlainRasterizer rasterizer_;
    Fonts fonts_;
    std::unique_ptr<TextDrawer> text_;
    Tokens tokens_;
    Probe probe_;
    Derived derived_;
    double now_s_ = 100;
};

}  // namespace labelscape
