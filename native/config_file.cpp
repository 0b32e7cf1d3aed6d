// SPDX-License-Identifier: EUPL-1.2
#include "native/config_file.h"

#define TOML_EXCEPTIONS 0
#define TOML_ENABLE_FORMATTERS 0
#include <toml++/toml.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <optional>
#include <set>
#include <sstream>
#include <utility>

#include "native/files.h"

namespace qp::native {
namespace {

struct Fault {
    std::uint32_t line = 0;  // 0: about the whole file
    std::string text;
};

std::string shown(const toml::node& node) {
    if (const auto* text = node.as_string()) return "\"" + text->get() + "\"";
    if (const auto* integer = node.as_integer()) return std::to_string(integer->get());
    if (const auto* truth = node.as_boolean()) return truth->get() ? "true" : "false";
    if (const auto* number = node.as_floating_point()) {
        std::ostringstream out;
        out << number->get();
        return out.str();
    }
    if (node.is_table()) return "a table";
    if (node.is_array()) return "an array";
    return "a date or time";
}

std::string plain(double value) {
    std::ostringstream out;
    out << value;
    return out.str();
}

// Few steps apart: then it is likely the word that was meant.
std::size_t edits(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t corner = std::exchange(row[0], i);
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t above = row[j];
            row[j] = std::min({above + 1, row[j - 1] + 1, corner + (a[i - 1] != b[j - 1])});
            corner = above;
        }
    }
    return row[b.size()];
}

// TOML allows none but tab and line ends. Said here, since toml++ 3.3 stops the program at a key
// that begins with a zero byte.
std::optional<std::uint32_t> line_of_control_character(std::string_view text) {
    std::uint32_t line = 1;
    for (const char letter : text) {
        const auto code = static_cast<unsigned char>(letter);
        if (letter == '\n') ++line;
        if ((code < 0x20 && letter != '\t' && letter != '\n' && letter != '\r') || code == 0x7f)
            return line;
    }
    return std::nullopt;
}

}  // namespace

struct ConfigFile::Impl {
    std::string name;
    toml::table root;
    std::vector<Fault> faults;
    // The keys that the program asked for, by table; sections are made once a path.
    std::map<const toml::table*, std::set<std::string, std::less<>>> asked;

    void fault(std::uint32_t line, const std::string& text) { faults.push_back({line, text}); }
    void find_unknown(const toml::table& table, const std::string& prefix);
};

struct ConfigSection::State {
    std::shared_ptr<ConfigFile::Impl> file;
    const toml::table* table = nullptr;  // unset: the file has no such section
    std::string prefix;                  // "city."
    std::uint32_t line = 0;

    const toml::node* find(std::string_view key) {
        if (!table) return nullptr;
        file->asked[table].emplace(key);
        return table->get(key);
    }
    void fault(const toml::node& node, std::string_view key, const std::string& must_be) {
        file->fault(node.source().begin.line,
                    prefix + std::string{key} + ": must be " + must_be + ", not " + shown(node));
    }
};

void ConfigFile::Impl::find_unknown(const toml::table& table, const std::string& prefix) {
    const auto& known = asked[&table];
    for (auto&& [key, node] : table) {
        const std::string word{key.str()};
        if (known.count(word) == 0) {
            std::string text = prefix + word + ": unknown key";
            const auto close = std::find_if(known.begin(), known.end(), [&](const auto& other) {
                return edits(word, other) <= std::max<std::size_t>(1, word.size() / 4);
            });
            if (close != known.end()) text += " (is " + *close + " meant?)";
            fault(key.source().begin.line, text);
            continue;
        }
        if (const auto* inner = node.as_table()) find_unknown(*inner, prefix + word + ".");
        const auto* list = node.as_array();
        for (std::size_t i = 0; list && i < list->size(); ++i)
            if (const auto* inner = list->get(i)->as_table())
                find_unknown(*inner, prefix + word + ".");
    }
}

std::string ConfigSection::text(std::string_view key, std::string otherwise) {
    const toml::node* node = state_->find(key);
    if (!node) return otherwise;
    if (const auto* text = node->as_string()) return text->get();
    state_->fault(*node, key, "text in quotes");
    return otherwise;
}

std::string ConfigSection::required_text(std::string_view key) {
    const toml::node* node = state_->find(key);
    if (!node) {
        state_->file->fault(state_->line,
                            state_->prefix + std::string{key} + ": is missing and needed");
        return {};
    }
    const auto* text = node->as_string();
    if (text && !text->get().empty()) return text->get();
    state_->fault(*node, key, "text in quotes that is not empty");
    return {};
}

std::string ConfigSection::choice(std::string_view key, std::string otherwise,
                                  std::initializer_list<std::string_view> allowed) {
    const toml::node* node = state_->find(key);
    if (!node) return otherwise;
    const auto* text = node->as_string();
    if (text && std::find(allowed.begin(), allowed.end(), text->get()) != allowed.end())
        return text->get();
    std::string list;
    for (const std::string_view word : allowed)
        list += (list.empty() ? "\"" : ", \"") + std::string{word} + "\"";
    state_->fault(*node, key, "one of " + list);
    return otherwise;
}

std::int64_t ConfigSection::integer(std::string_view key, std::int64_t otherwise, std::int64_t min,
                                    std::int64_t max) {
    const toml::node* node = state_->find(key);
    if (!node) return otherwise;
    const auto* value = node->as_integer();
    if (value && value->get() >= min && value->get() <= max) return value->get();
    state_->fault(*node, key,
                  "a whole number from " + std::to_string(min) + " to " + std::to_string(max));
    return otherwise;
}

double ConfigSection::number(std::string_view key, double otherwise, double min, double max) {
    const toml::node* node = state_->find(key);
    if (!node) return otherwise;
    const auto value = node->is_number() ? node->value<double>() : std::nullopt;
    if (value && std::isfinite(*value) && *value >= min && *value <= max) return *value;
    state_->fault(*node, key, "a number from " + plain(min) + " to " + plain(max));
    return otherwise;
}

bool ConfigSection::boolean(std::string_view key, bool otherwise) {
    const toml::node* node = state_->find(key);
    if (!node) return otherwise;
    if (const auto* value = node->as_boolean()) return value->get();
    state_->fault(*node, key, "true or false");
    return otherwise;
}

std::vector<std::string> ConfigSection::texts(std::string_view key,
                                              std::vector<std::string> otherwise) {
    const toml::node* node = state_->find(key);
    if (!node) return otherwise;
    const auto* list = node->as_array();
    if (!list) {
        state_->fault(*node, key, "an array of texts");
        return otherwise;
    }
    std::vector<std::string> values;
    for (const toml::node& item : *list) {
        if (const auto* text = item.as_string())
            values.push_back(text->get());
        else
            state_->fault(item, key, "an array of texts");
    }
    return values;
}

std::string ConfigSection::path(std::string_view key, std::string otherwise) {
    const std::string written = text(key, std::move(otherwise));
    if (written.empty()) return written;
    return (std::filesystem::path{state_->file->name}.parent_path() / written)
        .lexically_normal()
        .string();
}

bool ConfigSection::has(std::string_view key) const {
    return state_->find(key) != nullptr;
}

ConfigSection ConfigSection::section(std::string_view key) {
    State inner{state_->file, nullptr, state_->prefix + std::string{key} + ".", state_->line};
    if (const toml::node* node = state_->find(key)) {
        inner.table = node->as_table();
        inner.line = node->source().begin.line;
        if (!inner.table) state_->fault(*node, key, "a section: [" + std::string{key} + "]");
    }
    return ConfigSection{std::make_shared<State>(std::move(inner))};
}

std::vector<ConfigSection> ConfigSection::sections(std::string_view key) {
    std::vector<ConfigSection> found;
    const toml::node* node = state_->find(key);
    if (!node) return found;
    const std::string prefix = state_->prefix + std::string{key};
    const auto* list = node->as_array();
    if (!list) {
        state_->fault(*node, key, "a list of sections: [[" + prefix + "]]");
        return found;
    }
    for (const toml::node& item : *list) {
        if (const auto* table = item.as_table())
            found.push_back(ConfigSection{std::make_shared<State>(
                State{state_->file, table, prefix + ".", item.source().begin.line})});
        else
            state_->fault(item, key, "a list of sections: [[" + prefix + "]]");
    }
    return found;
}

void ConfigSection::fault(std::string_view key, const std::string& reason) {
    const toml::node* node = state_->find(key);
    state_->file->fault(node ? node->source().begin.line : state_->line,
                        state_->prefix + std::string{key} + ": " + reason);
}

ConfigFile::ConfigFile(std::shared_ptr<Impl> impl) : impl_{std::move(impl)} {}
ConfigFile::ConfigFile(ConfigFile&&) noexcept = default;
ConfigFile& ConfigFile::operator=(ConfigFile&&) noexcept = default;
ConfigFile::~ConfigFile() = default;

Result<ConfigFile> ConfigFile::read(const std::string& path) {
    auto text = read_text(path, kConfigBytesMax);
    if (!text) return fail(text.error());
    return parse(*text, path);
}

Result<ConfigFile> ConfigFile::parse(std::string_view text, const std::string& name) {
    if (const auto line = line_of_control_character(text))
        return fail(Code::malformed, name + ":" + std::to_string(*line) + ": a control character");
    toml::parse_result parsed = toml::parse(text, name);
    if (!parsed) {
        const toml::parse_error& error = parsed.error();
        return fail(Code::malformed, name + ":" + std::to_string(error.source().begin.line) + ": " +
                                         std::string{error.description()});
    }
    auto impl = std::make_shared<Impl>();
    impl->name = name;
    impl->root = std::move(parsed).table();
    return ConfigFile{std::move(impl)};
}

ConfigSection ConfigFile::root() {
    return ConfigSection{
        std::make_shared<ConfigSection::State>(ConfigSection::State{impl_, &impl_->root, "", 0})};
}

Status ConfigFile::finish() {
    impl_->find_unknown(impl_->root, "");
    std::vector<Fault> faults = std::exchange(impl_->faults, {});
    if (faults.empty()) return {};
    std::stable_sort(faults.begin(), faults.end(),
                     [](const Fault& a, const Fault& b) { return a.line < b.line; });
    std::string text;
    for (const Fault& fault : faults) {
        if (!text.empty()) text += "\n";
        text +=
            impl_->name + (fault.line ? ":" + std::to_string(fault.line) : "") + ": " + fault.text;
    }
    return qp::fail(Code::bad_argument, std::move(text));
}

}  // namespace qp::native
