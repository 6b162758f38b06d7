// SPDX-License-Identifier: GPL-3.0-or-later
// Grabs a window for the developer programs that show a place: FOLDER/<place>-<scene>-<theme>-<width>[-large].png.
#pragma once

#include "ui/kit/layout.h"
#include "ui/kit/theme.h"

#include <QApplication>
#include <QPainter>
#include <QTest>
#include <QTextStream>
#include <QWidget>

namespace batchroom::test {

class Camera {
public:
    Camera(QWidget& window, ThemeSource& theme, const QString& folder, const QString& place)
        : m_window(window)
        , m_theme(theme)
        , m_path(folder + QLatin1Char('/') + place)
    {
    }
    // Every scene in dark and light and both sizes.
    void grab(const char* scene)
    {
        for (const QSize size : {QSize(1280, 800), QSize(1920, 1080)})
            for (const ThemeMode mode : {ThemeMode::Dark, ThemeMode::Light})
                grab(scene, size, mode);
    }
    void grab(const char* scene, QSize size, ThemeMode mode)
    {
        m_theme.setMode(mode);
        // The place has what the rail, the top bar and the status line leave.
        m_window.resize(size - QSize(scaled(76), scaled(80)));
        QTest::qWait(700);
        const QString file =
            QStringLiteral("%1-%2-%3-%4%5.png")
                .arg(m_path, QString::fromLatin1(scene),
                    mode == ThemeMode::Dark ? QStringLiteral("dark") : QStringLiteral("light"),
                    QString::number(size.width()), m_theme.fontScale() > 1 ? QStringLiteral("-large") : QString());
        QPixmap picture = m_window.grab();
        if (QWidget* popup = QApplication::activePopupWidget()) {
            QPainter painter(&picture);
            painter.drawPixmap(m_window.mapFromGlobal(popup->pos()), popup->grab());
        }
        picture.save(file);
        QTextStream(stdout) << file << "\n";
    }

private:
    QWidget& m_window;
    ThemeSource& m_theme;
    const QString m_path;
};

} // namespace batchroom::test
