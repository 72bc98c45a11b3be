#include "files_web.hpp"

#include "app/script/json_field.hpp"
#include "app/script/read_options_json.hpp"
#include "storage_web.hpp"

namespace labelscape {
namespace {

ColumnType type_of(const std::string& name) {
    if (name == "number") return ColumnType::number;
    if (name == "date") return ColumnType::date;
    if (name == "boolean") return ColumnType::boolean;
    if (name == "list") return ColumnType::list;
    if (name == "vector") return ColumnType::vector;
    return ColumnType::text;
}

std::string format_title(const Json& json) {
    std::string name = field(json, "format", "");
    for (char& letter : name) letter = static_cast<char>(letter >= 'a' && letter <= 'z' ? letter - 32 : letter);
    return name + (field(json, "gzip", false) ? ", gzipped" : "");
}

/// The answer names all options; only those that the format has are a choice.
ReadOptions choices_of(const std::string& format, const Json& json) {
    const ReadOptions all = read_options_from(json);
    if (format == "csv") return all;
    ReadOptions some;
    if (all.encoding && !all.encoding->empty()) some.encoding = all.encoding;
    if (format == "lines") some.skip_lines = all.skip_lines;
    return some;
}

OpenedFile opened_from(const Json& json) {
    OpenedFile file;
    file.name = field(json, "name", "");
    file.format = format_title(json);
    file.in_force = choices_of(field(json, "format", ""), json);
    const Json& roles = object_field(json, "roles");
    take_field(roles, "text", file.roles.text);
    take_field(roles, "label", file.roles.label);
    take_field(roles, "id", file.roles.id);
    take_field(roles, "split", file.roles.split);
    file.reasons = field(json, "reasons", std::vector<std::string>());
    file.bytes = field(json, "unpackedBytes", std::uint64_t{0});
    for (const auto& column : list_field(json, "columns")) {
        file.columns.push_back(field(column, "name", ""));
        file.types.push_back(type_of(field(column, "type", "")));
    }
    for (const auto& row : list_field(json, "preview")) {
        auto& cells = file.preview.emplace_back();
        for (const auto& cell : row) cells.push_back(cell.is_string() ? cell.get<std::string>() : std::string());
    }
    return file;
}

Requests::Reply bytes_reply(Reply<Bytes> reply) {
    return [reply = std::move(reply)](Result<HostAnswer> answer) {
        if (!answer) return reply(answer.error());
        reply(std::move(answer->bytes));
    };
}

void deliver(const ReadEvents& events, const std::string& kind, const HostAnswer& answer) {
    if (kind == "batch") {
        events.batch(answer.bytes);
    } else if (kind == "restart") {
        events.restart();
    } else if (kind == "progress") {
        events.progress(field(answer.json, "done", std::uint64_t{0}), field(answer.json, "total", std::uint64_t{0}));
    }
}

void finish(const ReadEvents& events, const Result<HostAnswer>& answer) {
    if (!answer) return events.end(answer.error());
    std::vector<SkippedRow> skipped;
    for (const auto& row : list_field(answer->json, "skipped")) {
        skipped.push_back({field(row, "row", 0u), field(row, "reason", "")});
    }
    events.skipped(std::move(skipped), field(answer->json, "skippedCount", std::uint64_t{0}),
                   field(answer->json, "notices", std::vector<std::string>()));
    events.end({});
}

}  // namespace

void FilesWeb::pick() { requests_.call("files.pick", Json::object(), {}, {}); }

void FilesWeb::open(std::uint32_t token, const ReadOptions& options, Reply<OpenedFile> reply) {
    requests_.call("files.open", {{"token", token}, {"options", json_from(options)}}, {},
                   [reply = std::move(reply)](const Result<HostAnswer>& answer) {
                       if (!answer) return reply(answer.error());
                       reply(opened_from(answer->json));
                   });
}

void FilesWeb::read(std::uint32_t token, const ReadOptions& options, ReadTypes types, ReadEvents events) {
    const auto shared = std::make_shared<const ReadEvents>(std::move(events));
    const Json arguments = {{"token", token},
                            {"options", json_from(options)},
                            {"textColumns", types.texts},
                            {"vectorColumn", types.vectors}};
    requests_.call("files.read", arguments, {},
                   [shared](const Result<HostAnswer>& answer) { finish(*shared, answer); },
                   [shared](const std::string& kind, const HostAnswer& answer) { deliver(*shared, kind, answer); });
}

void FilesWeb::cancel_read() { requests_.call("files.cancel", Json::object(), {}, {}); }

void FilesWeb::unzip(std::uint32_t token, Reply<std::vector<Section>> reply) {
    requests_.call("files.unzip", {{"token", token}}, {}, [reply = std::move(reply)](const Result<HostAnswer>& answer) {
        if (!answer) return reply(answer.error());
        reply(unpack(*answer));
    });
}

void FilesWeb::zip(std::vector<Section> entries, Reply<Bytes> reply) {
    const PackedSections packed = pack(entries);
    requests_.call("files.zip", {{"entries", packed.names}}, packed.bytes, bytes_reply(std::move(reply)));
}

void FilesWeb::parquet(std::vector<Bytes> batches, Reply<Bytes> reply) {
    std::vector<Section> blocks;
    for (Bytes& batch : batches) blocks.push_back({"", std::move(batch)});
    const PackedSections packed = pack(blocks);
    requests_.call("files.parquet", {{"blocks", packed.names}}, packed.bytes, bytes_reply(std::move(reply)));
}

void FilesWeb::download(std::string_view name, std::string_view mime, Bytes bytes) {
    requests_.call("files.download", {{"name", name}, {"mime", mime}}, bytes, {});
}

void FilesWeb::arrive_text(std::string_view name, std::string_view text) {
    requests_.call("files.arriveText", {{"name", name}}, std::as_bytes(std::span(text.data(), text.size())), {});
}

void FilesWeb::arrive_url(std::string_view url, StatusReply reply) {
    requests_.call("files.arriveUrl", {{"url", url}}, {}, status_reply(std::move(reply)));
}

}  // namespace labelscape
