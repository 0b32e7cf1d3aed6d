// SPDX-License-Identifier: EUPL-1.2
#include "core/views/json.h"

#include <type_traits>

#include "core/views/json_members.h"
#include "core/views/json_members_network.h"
#include "core/views/json_members_own.h"
#include "core/views/json_writer.h"

namespace qp::views {
namespace {

std::string_view name(Level level) {
    switch (level) {
        case Level::very_good:
            return "very_good";
        case Level::good:
            return "good";
        case Level::moderate:
            return "moderate";
        case Level::poor:
            return "poor";
        case Level::very_poor:
            return "very_poor";
        case Level::none:
            break;
    }
    return "none";
}

void write(JsonWriter& json, const std::string& value) {
    json.text(value);
}
void write(JsonWriter& json, bool value) {
    json.boolean(value);
}
void write(JsonWriter& json, std::uint8_t value) {
    json.integer(value);
}
void write(JsonWriter& json, std::uint32_t value) {
    json.integer(value);
}
void write(JsonWriter& json, double value) {
    json.fraction(value);
}
void write(JsonWriter& json, Level value) {
    json.text(name(value));
}

template <class T>
void write(JsonWriter& json, const std::optional<T>& value);
template <class T>
void write(JsonWriter& json, const std::vector<T>& values);

template <class T>
    requires std::is_class_v<T>
void write(JsonWriter& json, const T& value) {
    json.open('{');
    members(
        [&json](std::string_view member, const auto& content) {
            json.name(member);
            write(json, content);
        },
        value);
    json.close('}');
}

template <class T>
void write(JsonWriter& json, const std::optional<T>& value) {
    if (!value) return json.null();
    write(json, *value);
}

template <class T>
void write(JsonWriter& json, const std::vector<T>& values) {
    json.open('[');
    for (const T& value : values) {
        json.next();
        write(json, value);
    }
    json.close(']');
}

template <class T>
std::string written(const T& view) {
    JsonWriter json;
    write(json, view);
    return json.take();
}

}  // namespace

std::string to_json(const ShellView& view) {
    return written(view);
}
std::string to_json(const StartView& view) {
    return written(view);
}
std::string to_json(const StationView& view) {
    return written(view);
}
std::string to_json(const StationListView& view) {
    return written(view);
}
std::string to_json(const IdeaListView& view) {
    return written(view);
}
std::string to_json(const PhoneSettingsView& view) {
    return written(view);
}
std::string to_json(const OwnIdeasView& view) {
    return written(view);
}
std::string to_json(const OwnProjectView& view) {
    return written(view);
}
std::string to_json(const IdeaView& view) {
    return written(view);
}
std::string to_json(const IdeaFormView& view) {
    return written(view);
}
std::string to_json(const PlaceTaken& view) {
    return written(view);
}
std::string to_json(const IdeaSavedView& view) {
    return written(view);
}
std::string to_json(const SaveFailedView& view) {
    return written(view);
}
std::string to_json(const IdeaReportView& view) {
    return written(view);
}
std::string to_json(const IdeaReportedView& view) {
    return written(view);
}
std::string to_json(const ActorListView& view) {
    return written(view);
}
std::string to_json(const ActorView& view) {
    return written(view);
}
std::string to_json(const ProjectListView& view) {
    return written(view);
}
std::string to_json(const ProjectView& view) {
    return written(view);
}
std::string to_json(const RadarView& view) {
    return written(view);
}
std::string to_json(const MoodView& view) {
    return written(view);
}
std::string to_json(const AboutView& view) {
    return written(view);
}

}  // namespace qp::views
