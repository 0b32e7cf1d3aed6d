// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/platform/window.h"

#include <SDL.h>
#include <SDL_opengl.h>
#include <imgui.h>
#include <imgui_impl_opengl3.h>
#include <stb/stb_image_write.h>

#include <algorithm>
#include <atomic>
#include <bit>
#include <cstdlib>
#include <cstring>
#include <optional>
#include <utility>
#include <vector>

#include "kiosk/platform/gl_textures.h"
#include "kiosk/platform/pointer.h"

namespace qp::kiosk {
namespace {

constexpr int kColors = 3;
constexpr int kTitleBar = 48;  // what a desktop lays above a window, in its units
constexpr std::int64_t kMouse = -1;
constexpr std::int64_t kScript = -2;
std::atomic<Uint32> wake_event{0};

std::optional<ui::Key> key_of(const SDL_Keysym& symbol) {
    const bool has_shift = (symbol.mod & KMOD_SHIFT) != 0;
    if (symbol.sym == SDLK_a && (symbol.mod & KMOD_CTRL) != 0) return ui::Key::select_all;
    switch (symbol.sym) {
        case SDLK_TAB:
            return has_shift ? ui::Key::previous : ui::Key::next;
        case SDLK_RETURN:
        case SDLK_KP_ENTER:
            return ui::Key::select;
        case SDLK_ESCAPE:
        case SDLK_AC_BACK:
            return ui::Key::back;
        case SDLK_BACKSPACE:
            return ui::Key::erase;
        case SDLK_DELETE:
            return ui::Key::erase_ahead;
        case SDLK_LEFT:
            return has_shift ? ui::Key::select_left : ui::Key::left;
        case SDLK_RIGHT:
            return has_shift ? ui::Key::select_right : ui::Key::right;
        case SDLK_UP:
            return ui::Key::up;
        case SDLK_DOWN:
            return ui::Key::down;
        case SDLK_PAGEUP:
            return ui::Key::page_up;
        case SDLK_PAGEDOWN:
            return ui::Key::page_down;
        case SDLK_HOME:
            return has_shift ? ui::Key::select_home : ui::Key::home;
        case SDLK_END:
            return has_shift ? ui::Key::select_end : ui::Key::end;
        case SDLK_F1:
        case SDLK_HELP:
            return ui::Key::help;
        case SDLK_F2:
            return ui::Key::speech;
        case SDLK_F3:
            return ui::Key::repeat;
        case SDLK_F5:
            return ui::Key::slower;
        case SDLK_F6:
            return ui::Key::faster;
        case SDLK_F7:
        case SDLK_VOLUMEDOWN:
            return ui::Key::quieter;
        case SDLK_F8:
        case SDLK_VOLUMEUP:
            return ui::Key::louder;
        default:
            return std::nullopt;
    }
}

Error sdl_error(const char* what) {
    return {Code::unavailable, std::string{what} + ": " + SDL_GetError()};
}

Status start_sdl() {
    // Touch comes as fingers only, and no button press may capture the pointer.
    SDL_SetHint(SDL_HINT_TOUCH_MOUSE_EVENTS, "0");
    SDL_SetHint(SDL_HINT_MOUSE_TOUCH_EVENTS, "0");
    SDL_SetHint(SDL_HINT_MOUSE_AUTO_CAPTURE, "0");
    SDL_SetHint(SDL_HINT_VIDEO_ALLOW_SCREENSAVER, "0");
    SDL_SetHint(SDL_HINT_NO_SIGNAL_HANDLERS, "1");
    const bool has_display = std::getenv("DISPLAY") != nullptr ||
                             std::getenv("WAYLAND_DISPLAY") != nullptr ||
                             std::getenv("SDL_VIDEODRIVER") != nullptr;
    if (SDL_Init(SDL_INIT_VIDEO) == 0) {
        // Without a display SDL may pick "dummy", which has no OpenGL.
        if (has_display || std::strcmp(SDL_GetCurrentVideoDriver(), "dummy") != 0) return {};
        SDL_Quit();
    }
    SDL_SetHint(SDL_HINT_VIDEODRIVER, "offscreen");
    if (SDL_Init(SDL_INIT_VIDEO) != 0) return fail(sdl_error("SDL does not start"));
    return {};
}

// A panel's picture seldom fits on the screen of whoever tries it at a desk: it shrinks, and keeps
// its proportions. Memory has no screen that anything could hang out of.
void fit_to_display(int& width, int& height) {
    SDL_Rect room;
    if (std::strcmp(SDL_GetCurrentVideoDriver(), "offscreen") == 0) return;
    if (SDL_GetDisplayUsableBounds(0, &room) != 0) return;
    if (width <= room.w && height <= room.h) return;
    const float by =
        std::min(real(room.w) / real(width), real(std::max(1, room.h - kTitleBar)) / real(height));
    width = std::max(1, static_cast<int>(real(width) * by));
    height = std::max(1, static_cast<int>(real(height) * by));
}

}  // namespace

struct Window::Impl {
    ~Impl() {
        textures.reset();
        if (ImGui::GetCurrentContext() != nullptr) {
            ImGui_ImplOpenGL3_Shutdown();
            ImGui::DestroyContext();
        }
        if (context != nullptr) SDL_GL_DeleteContext(context);
        if (window != nullptr) SDL_DestroyWindow(window);
        SDL_Quit();
    }

    Status make_window(const WindowOptions& options);
    void make_imgui();
    void handle(const SDL_Event& event);
    void tell_of_finger(std::uint32_t what, std::int64_t finger, Point at) const;
    Point to_pixels(float x, float y) const;
    void render() const;
    Pixels read() const;
    void show();

    SDL_Window* window = nullptr;
    SDL_GLContext context = nullptr;
    std::optional<GlTextures> textures;
    Pointer pointer;
    Color background = 0;
    bool is_offscreen = false;
    bool is_closing = false;
    bool is_key_repeated = false;
    bool has_just_shown = false;  // a picture, since the last look at what happened
};

Window::Window(std::unique_ptr<Impl> impl) : impl_{std::move(impl)} {}
Window::~Window() = default;

Status Window::Impl::make_window(const WindowOptions& options) {
    SDL_GL_SetAttribute(SDL_GL_CONTEXT_PROFILE_MASK, SDL_GL_CONTEXT_PROFILE_CORE);
    SDL_GL_SetAttribute(SDL_GL_CONTEXT_MAJOR_VERSION, 3);
    SDL_GL_SetAttribute(SDL_GL_CONTEXT_MINOR_VERSION, 3);
    SDL_GL_SetAttribute(SDL_GL_DOUBLEBUFFER, 1);
    Uint32 flags = SDL_WINDOW_OPENGL | SDL_WINDOW_RESIZABLE | SDL_WINDOW_ALLOW_HIGHDPI;
    if (options.is_fullscreen) flags |= SDL_WINDOW_FULLSCREEN_DESKTOP;
    int width = options.width;
    int height = options.height;
    fit_to_display(width, height);
    window = SDL_CreateWindow(options.title.c_str(), SDL_WINDOWPOS_CENTERED, SDL_WINDOWPOS_CENTERED,
                              width, height, flags);
    if (window == nullptr) return fail(sdl_error("no window"));
    context = SDL_GL_CreateContext(window);
    if (context == nullptr) return fail(sdl_error("no OpenGL 3.3"));
    SDL_GL_MakeCurrent(window, context);
    SDL_GL_SetSwapInterval(1);
    textures.emplace();
    return {};
}

void Window::Impl::make_imgui() {
    IMGUI_CHECKVERSION();
    ImGui::CreateContext();
    ImGuiIO& io = ImGui::GetIO();
    io.IniFilename = nullptr;
    io.LogFilename = nullptr;
    // Its font is never drawn; its texture holds the white pixel of all plain shapes.
    io.Fonts->AddFontDefault();
    ImGui_ImplOpenGL3_Init("#version 330");
}

Result<std::unique_ptr<Window>> Window::open(const WindowOptions& options) {
    if (auto started = start_sdl(); !started) return fail(started.error());
    auto impl = std::make_unique<Impl>();
    if (wake_event == 0) wake_event = SDL_RegisterEvents(1);
    impl->is_offscreen = std::strcmp(SDL_GetCurrentVideoDriver(), "offscreen") == 0;
    if (auto made = impl->make_window(options); !made) return fail(made.error());
    impl->make_imgui();
    return std::unique_ptr<Window>{new Window{std::move(impl)}};
}

bool Window::is_offscreen() const {
    return impl_->is_offscreen;
}

Size Window::size() const {
    int width = 0;
    int height = 0;
    SDL_GL_GetDrawableSize(impl_->window, &width, &height);
    return {real(width), real(height)};
}

TextureStore& Window::textures() {
    return *impl_->textures;
}

Point Window::Impl::to_pixels(float x, float y) const {
    int width = 1;
    int height = 1;
    int pixels_wide = 1;
    int pixels_high = 1;
    SDL_GetWindowSize(window, &width, &height);
    SDL_GL_GetDrawableSize(window, &pixels_wide, &pixels_high);
    return {x * real(pixels_wide) / real(width), y * real(pixels_high) / real(height)};
}

void Window::Impl::handle(const SDL_Event& event) {
    int width = 0;
    int height = 0;
    SDL_GL_GetDrawableSize(window, &width, &height);
    const auto finger_at = [&] {
        return Point{event.tfinger.x * real(width), event.tfinger.y * real(height)};
    };
    switch (event.type) {
        case SDL_QUIT:
            is_closing = true;
            break;
        case SDL_FINGERDOWN:
            pointer.down(event.tfinger.fingerId, finger_at(), event.tfinger.timestamp);
            break;
        case SDL_FINGERMOTION:
            pointer.move(event.tfinger.fingerId, finger_at(), event.tfinger.timestamp);
            break;
        case SDL_FINGERUP:
            pointer.up(event.tfinger.fingerId, finger_at());
            break;
        case SDL_MOUSEBUTTONDOWN:
            if (event.button.button == SDL_BUTTON_LEFT) {
                pointer.down(kMouse, to_pixels(real(event.button.x), real(event.button.y)),
                             event.button.timestamp);
            }
            break;
        case SDL_MOUSEMOTION:
            pointer.move(kMouse, to_pixels(real(event.motion.x), real(event.motion.y)),
                         event.motion.timestamp);
            break;
        case SDL_MOUSEBUTTONUP:
            if (event.button.button == SDL_BUTTON_LEFT) {
                pointer.up(kMouse, to_pixels(real(event.button.x), real(event.button.y)));
            }
            break;
        case SDL_MOUSEWHEEL: {
            int x = 0;
            int y = 0;
            SDL_GetMouseState(&x, &y);
            pointer.wheel(to_pixels(real(x), real(y)), event.wheel.preciseY);
            break;
        }
        case SDL_KEYDOWN:
            // The letter of a key comes right after it, without saying whether it is a repeated
            // one.
            is_key_repeated = event.key.repeat != 0;
            if (const auto key = key_of(event.key.keysym)) pointer.key(*key, is_key_repeated);
            break;
        case SDL_TEXTINPUT:
            pointer.typed(event.text.text, is_key_repeated);
            break;
        default:
            break;
    }
}

bool Window::wait(Milliseconds longest) {
    SDL_Event event;
    bool has_some = false;
    // What lies there after a picture came while it was being drawn.
    impl_->pointer.while_drawing(std::exchange(impl_->has_just_shown, false));
    for (; SDL_PollEvent(&event) != 0; has_some = true) impl_->handle(event);
    impl_->pointer.while_drawing(false);
    const int timeout = static_cast<int>(std::max<std::int64_t>(0, longest.count()));
    if (!has_some && SDL_WaitEventTimeout(&event, timeout) != 0) {
        impl_->handle(event);
        while (SDL_PollEvent(&event) != 0) impl_->handle(event);
    }
    return !impl_->is_closing;
}

void Window::wake() {
    const Uint32 type = wake_event;
    if (type == 0 || type == static_cast<Uint32>(-1)) return;
    SDL_Event event{};
    event.type = type;
    SDL_PushEvent(&event);
}

ui::Input Window::take_input() {
    return impl_->pointer.take();
}

bool Window::has_more() const {
    return impl_->pointer.has_more();
}

std::optional<std::uint32_t> Window::frames_waited() const {
    return impl_->pointer.frames_waited();
}

void Window::tap(Point at) {
    impl_->pointer.down(kScript, at, SDL_GetTicks());
    impl_->pointer.up(kScript, at);
}

void Window::finger_down(std::int64_t finger, Point at) {
    impl_->tell_of_finger(SDL_FINGERDOWN, finger, at);
}

void Window::finger_move(std::int64_t finger, Point at) {
    impl_->tell_of_finger(SDL_FINGERMOTION, finger, at);
}

void Window::finger_up(std::int64_t finger, Point at) {
    impl_->tell_of_finger(SDL_FINGERUP, finger, at);
}

void Window::Impl::tell_of_finger(std::uint32_t what, std::int64_t finger, Point at) const {
    int width = 1;
    int height = 1;
    SDL_GL_GetDrawableSize(window, &width, &height);
    SDL_Event event{};
    event.type = what;
    event.tfinger.fingerId = finger;
    event.tfinger.x = at.x / real(width);
    event.tfinger.y = at.y / real(height);
    SDL_PushEvent(&event);
}

void Window::type(const std::string& text) {
    impl_->pointer.typed(text);
}

void Window::press(ui::Key key) {
    impl_->pointer.key(key);
}

ImDrawList& Window::begin_frame(Color background) {
    impl_->background = background;
    const Size pixels = size();
    ImGuiIO& io = ImGui::GetIO();
    io.DisplaySize = {pixels.w, pixels.h};
    io.DeltaTime = 1.0F / 60;
    ImGui_ImplOpenGL3_NewFrame();
    ImGui::NewFrame();
    return *ImGui::GetBackgroundDrawList();
}

Status Window::end_frame(const std::string& picture_path) {
    impl_->render();
    Status written;
    if (!picture_path.empty()) {
        const Pixels shown = impl_->read();
        if (stbi_write_png(picture_path.c_str(), shown.width, shown.height, kColors,
                           shown.rgb.data(), shown.width * kColors) == 0)
            written = fail(Code::storage, "cannot write " + picture_path);
    }
    impl_->show();
    return written;
}

Pixels Window::end_frame_and_read() {
    impl_->render();
    Pixels shown = impl_->read();
    impl_->show();
    return shown;
}

std::uint64_t Window::fingerprint() const {
    // FNV-1a, a word at a time: it tells pictures apart, and nobody tries to fool it.
    std::uint64_t hash = 14695981039346656037U;
    const auto add = [&hash](const auto& list) {
        const auto* bytes = reinterpret_cast<const unsigned char*>(list.Data);
        const auto count = static_cast<std::size_t>(list.size_in_bytes());
        for (std::size_t at = 0; at < count;) {
            std::uint64_t word = 0;
            const std::size_t taken = std::min(sizeof word, count - at);
            std::memcpy(&word, bytes + at, taken);
            hash = (hash ^ word) * 1099511628211U;
            at += taken;
        }
    };
    const ImDrawData* drawn = ImGui::GetDrawData();
    for (int i = 0; drawn != nullptr && i < drawn->CmdListsCount; ++i) {
        const ImDrawList& list = *drawn->CmdLists[i];
        add(list.VtxBuffer);
        add(list.IdxBuffer);
        for (const ImDrawCmd& command : list.CmdBuffer) {
            const ImVec4& clip = command.ClipRect;
            for (const float side : {clip.x, clip.y, clip.z, clip.w})
                hash = (hash ^ std::bit_cast<std::uint32_t>(side)) * 1099511628211U;
        }
    }
    return hash;
}

void Window::Impl::render() const {
    int width = 0;
    int height = 0;
    SDL_GL_GetDrawableSize(window, &width, &height);
    ImGui::Render();
    glViewport(0, 0, width, height);
    const ImVec4 color = ImGui::ColorConvertU32ToFloat4(background);
    glClearColor(color.x, color.y, color.z, 1);
    glClear(GL_COLOR_BUFFER_BIT);
    ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
}

// Of what was rendered and is not shown yet: afterwards it may be anything.
Pixels Window::Impl::read() const {
    Pixels pixels;
    SDL_GL_GetDrawableSize(window, &pixels.width, &pixels.height);
    const auto row = static_cast<std::size_t>(pixels.width) * kColors;
    const auto rows = static_cast<std::size_t>(pixels.height);
    pixels.rgb.resize(row * rows);
    glPixelStorei(GL_PACK_ALIGNMENT, 1);
    glReadPixels(0, 0, pixels.width, pixels.height, GL_RGB, GL_UNSIGNED_BYTE, pixels.rgb.data());
    // OpenGL counts rows from the bottom.
    std::uint8_t* top = pixels.rgb.data();
    for (std::size_t y = 0; y < rows / 2; ++y)
        std::swap_ranges(top + y * row, top + (y + 1) * row, top + (rows - 1 - y) * row);
    return pixels;
}

void Window::Impl::show() {
    SDL_GL_SwapWindow(window);
    // Nothing shows it, so nothing waits for it: a renderer in software gathers frame upon frame,
    // and who then needs it done (a new letter in the atlas) waits for all of them, a minute long
    // on a busy machine.
    if (is_offscreen) glFinish();
    has_just_shown = true;
}

}  // namespace qp::kiosk
