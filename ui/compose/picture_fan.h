// SPDX-License-Identifier: GPL-3.0-or-later
// Four pictures laid out like a hand of cards: what the first queue will make.
#pragma once

#include <QImage>
#include <QWidget>

namespace batchroom {

class PictureFan : public QWidget {
    Q_OBJECT
public:
    explicit PictureFan(QWidget* parent = nullptr);

protected:
    void paintEvent(QPaintEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    void load();
    QList<QImage> m_pictures;
    bool m_isLoading = false;
};

} // namespace batchroom
