// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/kit/theme.h"

#include "ui/kit/kit_style.h"

#include <QApplication>
#include <QEvent>
#include <QFontDatabase>
#include <QFontInfo>
#include <QPalette>
#include <QToolTip>
#include <QWidget>

#include <algorithm>
#include <cmath>

namespace batchroom {
namespace {

ThemeSource* living = nullptr;

struct Tokens {
    const char *window, *panel, *raised, *line, *text, *muted, *accent, *onAccent, *ok, *warn, *bad;
};
constexpr Tokens darkTokens{"#15171B", "#1C1F25", "#252932", "#323843", "#E8EAEE", "#9AA2AF", "#FF6A3D", "#1A0E08",
    "#4CC38A", "#F5B84B", "#FF7480"};
constexpr Tokens lightTokens{"#F6F5F2", "#FFFFFF", "#FFFFFF", "#DDDAD3", "#1D1F23", "#5F646D", "#C93A15", "#FFFFFF",
    "#1F7A52", "#8A5A00", "#C22F36"};

QColor color(const char* hex)
{
    return QColor(QLatin1StringView(hex));
}

Theme blendedTheme(const Tokens& tokens, bool isDark)
{
    Theme t;
    t.isDark = isDark;
    t.window = color(tokens.window);
    t.panel = color(tokens.panel);
    t.raised = color(tokens.raised);
    t.line = color(tokens.line);
    t.text = color(tokens.text);
    t.muted = color(tokens.muted);
    t.accent = color(tokens.accent);
    t.onAccent = color(tokens.onAccent);
    t.ok = color(tokens.ok);
    t.warn = color(tokens.warn);
    t.bad = color(tokens.bad);
    const double soft = isDark ? 0.14 : 0.07;
    t.hover = blended(t.text, t.panel, 0.06);
    t.press = blended(t.text, t.panel, 0.10);
    t.controlFill = blended(t.text, t.panel, isDark ? 0.05 : 0.07);
    t.controlEdge = blended(t.text, t.panel, 0.18);
    t.inputFill = isDark ? t.window : t.panel;
    t.selection = blended(t.accent, t.panel, soft);
    t.selectionEdge = blended(t.accent, t.panel, 0.55);
    t.softOk = blended(t.ok, t.panel, soft);
    t.softWarn = blended(t.warn, t.panel, soft);
    t.softBad = blended(t.bad, t.panel, soft);
    t.warnEdge = blended(t.warn, t.panel, 0.45);
    t.badEdge = blended(t.bad, t.panel, 0.45);
    const QColor shade = isDark ? QColor(Qt::white) : QColor(Qt::black);
    t.primaryHover = blended(shade, t.accent, 0.12);
    t.primaryPress = blended(shade, t.accent, 0.20);
    t.sheetLine = blended(t.line, t.window, 0.6);
    t.knob = t.text;
    return t;
}

double luminance(const QColor& c)
{
    const auto linear = [](double part) {
        return part <= 0.04045 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(c.redF()) + 0.7152 * linear(c.greenF()) + 0.0722 * linear(c.blueF());
}

QPalette paletteOf(const Theme& t)
{
    QPalette p;
    p.setColor(QPalette::Window, t.window);
    p.setColor(QPalette::WindowText, t.text);
    p.setColor(QPalette::Base, t.inputFill);
    p.setColor(QPalette::AlternateBase, t.hover);
    p.setColor(QPalette::ToolTipBase, t.raised);
    p.setColor(QPalette::ToolTipText, t.text);
    p.setColor(QPalette::PlaceholderText, t.muted);
    p.setColor(QPalette::Text, t.text);
    p.setColor(QPalette::Button, t.controlFill);
    p.setColor(QPalette::ButtonText, t.text);
    p.setColor(QPalette::BrightText, t.bad);
    p.setColor(QPalette::Light, t.raised);
    p.setColor(QPalette::Midlight, t.hover);
    p.setColor(QPalette::Mid, t.controlEdge);
    p.setColor(QPalette::Dark, t.line);
    p.setColor(QPalette::Shadow, t.line);
    // Selected text: accent behind text would fall below 4.5:1 in one of the themes, the blend does not.
    p.setColor(QPalette::Highlight, blended(t.accent, t.inputFill, t.isDark ? 0.40 : 0.22));
    p.setColor(QPalette::HighlightedText, t.text);
    p.setColor(QPalette::Link, t.accent);
    p.setColor(QPalette::LinkVisited, t.accent);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::HighlightedText})
        p.setColor(QPalette::Disabled, role, blended(t.text, t.panel, 0.42));
    p.setColor(QPalette::Disabled, QPalette::PlaceholderText, blended(t.muted, t.panel, 0.42));
    return p;
}

QString firstInstalled(std::initializer_list<const char*> names)
{
    for (const char* name : names) {
        if (QFontDatabase::hasFamily(QLatin1StringView(name)))
            return QLatin1StringView(name);
    }
    return {};
}

// A desktop's normal font is at most 15 px (11 pt at 96 dpi); what is larger was asked for by the person.
double systemFontScale(const QFont& systemFont)
{
    const int pixels = QFontInfo(systemFont).pixelSize();
    return pixels <= 15 ? 1.0 : std::min(2.0, pixels / 14.0);
}

} // namespace

const QColor& Theme::operator[](ColorRole role) const
{
    switch (role) {
    case ColorRole::Window: return window;
    case ColorRole::Panel: return panel;
    case ColorRole::Raised: return raised;
    case ColorRole::Line: return line;
    case ColorRole::Text: return text;
    case ColorRole::Muted: return muted;
    case ColorRole::Accent: return accent;
    case ColorRole::OnAccent: return onAccent;
    case ColorRole::Ok: return ok;
    case ColorRole::Warn: return warn;
    case ColorRole::Bad: return bad;
    case ColorRole::Hover: return hover;
    case ColorRole::Press: return press;
    case ColorRole::ControlFill: return controlFill;
    case ColorRole::ControlEdge: return controlEdge;
    case ColorRole::InputFill: return inputFill;
    case ColorRole::Selection: return selection;
    case ColorRole::SelectionEdge: return selectionEdge;
    case ColorRole::SoftOk: return softOk;
    case ColorRole::SoftWarn: return softWarn;
    case ColorRole::SoftBad: return softBad;
    case ColorRole::WarnEdge: return warnEdge;
    case ColorRole::BadEdge: return badEdge;
    case ColorRole::PrimaryHover: return primaryHover;
    case ColorRole::PrimaryPress: return primaryPress;
    case ColorRole::SheetLine: return sheetLine;
    case ColorRole::Knob: return knob;
    }
    return text;
}

const Theme& darkTheme()
{
    static const Theme dark = blendedTheme(darkTokens, true);
    return dark;
}

const Theme& lightTheme()
{
    static const Theme light = blendedTheme(lightTokens, false);
    return light;
}

QColor blended(const QColor& over, const QColor& under, double share)
{
    const auto mixed = [share](int a, int b) { return static_cast<int>(std::lround(a * share + b * (1.0 - share))); };
    return QColor(mixed(over.red(), under.red()), mixed(over.green(), under.green()), mixed(over.blue(), under.blue()));
}

double contrastRatio(const QColor& a, const QColor& b)
{
    const double first = luminance(a) + 0.05;
    const double second = luminance(b) + 0.05;
    return std::max(first, second) / std::min(first, second);
}

ThemeSource::ThemeSource(ThemeMode mode, QObject* parent)
    : QObject(parent)
    , m_mode(mode)
    , m_theme(&darkTheme())
{
    Q_ASSERT_X(!living, "ThemeSource", "there is one ThemeSource in a program");
    living = this;
    // Read before our own palette and font hide what the system says.
    m_systemIsDark = luminance(QApplication::palette().color(QPalette::Window)) < 0.2;
    m_fontScale = systemFontScale(QApplication::font());
#if defined(Q_OS_LINUX)
    m_family = firstInstalled({"Inter", "Inter Variable"});
#endif
    m_monoFamily = firstInstalled({"JetBrains Mono", "DejaVu Sans Mono", "Liberation Mono", "Menlo", "Consolas"});
    buildFonts();
    QApplication::setStyle(new KitStyle);
    apply();
}

ThemeSource::~ThemeSource()
{
    living = nullptr;
}

void ThemeSource::setMode(ThemeMode mode)
{
    if (m_mode == mode)
        return;
    m_mode = mode;
    apply();
}

void ThemeSource::setFontScale(double scale)
{
    m_fontScale = std::clamp(scale, 0.8, 2.0);
    buildFonts();
    apply();
}

void ThemeSource::apply()
{
    const bool isDark = m_mode == ThemeMode::System ? m_systemIsDark : m_mode == ThemeMode::Dark;
    m_theme = isDark ? &darkTheme() : &lightTheme();
    QApplication::setFont(fontFor(FontRole::Body));
    QApplication::setPalette(paletteOf(*m_theme));
    QToolTip::setFont(fontFor(FontRole::Small));
    // Qt tells widgets by itself only once exec() runs.
    for (const QEvent::Type type : {QEvent::ApplicationFontChange, QEvent::ApplicationPaletteChange}) {
        const QWidgetList all = QApplication::allWidgets();
        for (QWidget* widget : all) {
            QEvent event(type);
            QCoreApplication::sendEvent(widget, &event);
        }
    }
    Q_EMIT changed();
}

void ThemeSource::buildFonts()
{
    struct Shape {
        int pixels;
        QFont::Weight weight;
    };
    static constexpr std::array<Shape, fontRoleCount> shapes{{{20, QFont::DemiBold}, {15, QFont::DemiBold},
        {15, QFont::Normal}, {13, QFont::Normal}, {13, QFont::Medium}, {13, QFont::DemiBold}, {12, QFont::Normal},
        {12, QFont::Medium}, {12, QFont::DemiBold}, {12, QFont::Normal}}};
    for (size_t i = 0; i < shapes.size(); ++i) {
        QFont made = QFontDatabase::systemFont(QFontDatabase::GeneralFont);
        const bool isMono = i == static_cast<size_t>(FontRole::Mono);
        const QString& family = isMono ? m_monoFamily : m_family;
        if (!family.isEmpty())
            made.setFamily(family);
        if (isMono) {
            made.setStyleHint(QFont::Monospace);
            made.setFixedPitch(true);
        }
        made.setPixelSize(static_cast<int>(std::lround(shapes[i].pixels * m_fontScale)));
        made.setWeight(shapes[i].weight);
        // Hinted stems make Inter's medium look like its semibold.
        made.setHintingPreference(QFont::PreferNoHinting);
        m_fonts[i] = made;
    }
}

const Theme& theme()
{
    return living ? living->current() : darkTheme();
}
ThemeSource* themeSource()
{
    return living;
}

const QFont& fontOf(FontRole role)
{
    static const QFont fallback;
    return living ? living->fontFor(role) : fallback;
}

int scaled(int pixels)
{
    return living ? static_cast<int>(std::lround(pixels * living->fontScale())) : pixels;
}

bool animationsWanted()
{
    return QApplication::isEffectEnabled(Qt::UI_General) || !qEnvironmentVariableIsSet("BATCHROOM_REDUCED_MOTION");
}

} // namespace batchroom
