// SPDX-License-Identifier: GPL-3.0-or-later
// One picture in the middle of a quiet box, scaled to fit.
#pragma once

#include <QPixmap>
#include <QWidget>

namespace batchroom {

class PictureBox : public QWidget {
    Q_OBJECT
public:
    explicit PictureBox(QWidget* parent = nullptr);
    void setPictureSize(QSize size); // proportions, before the pixmap is there
    void setPixmap(const QPixmap& pixmap);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QSize m_size;
    QPixmap m_pixmap;
    QPixmap m_shown; // scaled to what is painted
};

} // namespace batchroom
