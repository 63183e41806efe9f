// SPDX-License-Identifier: GPL-3.0-or-later

// The peer of bench_consume.py and bench_send.py: what a program of a few lines around franz-go, the Go client under kcl and
// rpk, takes for the same work. It judges nothing.
//
//	franz read SERVERS TOPIC   every record that the topic holds, value and line break, to standard output
//	franz send SERVERS TOPIC   each line of standard input
package main

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"sync"

	"github.com/twmb/franz-go/pkg/kgo"
	"github.com/twmb/franz-go/pkg/kmsg"
)

func main() {
	if len(os.Args) != 4 || (os.Args[1] != "read" && os.Args[1] != "send") {
		fmt.Fprintln(os.Stderr, "usage: franz read|send SERVERS TOPIC")
		os.Exit(2)
	}
	work := read
	if os.Args[1] == "send" {
		work = send
	}
	if err := work(os.Args[2], os.Args[3]); err != nil {
		fmt.Fprintln(os.Stderr, "franz:", err)
		os.Exit(1)
	}
}

func read(servers, topic string) error {
	client, err := kgo.NewClient(kgo.SeedBrokers(servers), kgo.ConsumeTopics(topic),
		kgo.ConsumeResetOffset(kgo.NewOffset().AtStart()))
	if err != nil {
		return err
	}
	defer client.Close()
	partitions, err := partitionsOf(client, topic)
	if err != nil {
		return err
	}
	out := bufio.NewWriterSize(os.Stdout, 128<<10)
	for atEnd := map[int32]bool{}; len(atEnd) < partitions; {
		fetches := client.PollFetches(context.Background())
		if err := fetches.Err(); err != nil {
			return err
		}
		fetches.EachPartition(func(fetched kgo.FetchTopicPartition) {
			for _, record := range fetched.Records {
				out.Write(record.Value)
				out.WriteByte('\n')
			}
			if count := len(fetched.Records); count > 0 && fetched.Records[count-1].Offset+1 >= fetched.HighWatermark {
				atEnd[fetched.Partition] = true
			}
		})
	}
	return out.Flush()
}

// partitionsOf counts a topic's partitions. Each must hold a record, so that its end is seen.
func partitionsOf(client *kgo.Client, topic string) (int, error) {
	request := kmsg.NewPtrMetadataRequest()
	named := kmsg.NewMetadataRequestTopic()
	named.Topic = &topic
	request.Topics = append(request.Topics, named)
	answer, err := request.RequestWith(context.Background(), client)
	if err != nil {
		return 0, err
	}
	return len(answer.Topics[0].Partitions), nil
}

func send(servers, topic string) error {
	client, err := kgo.NewClient(kgo.SeedBrokers(servers), kgo.DefaultProduceTopic(topic))
	if err != nil {
		return err
	}
	defer client.Close()
	var failed error
	var once sync.Once
	lines := bufio.NewScanner(bufio.NewReaderSize(os.Stdin, 1<<20))
	lines.Buffer(nil, 16<<20)
	for lines.Scan() {
		value := append([]byte(nil), lines.Bytes()...)
		client.Produce(context.Background(), kgo.SliceRecord(value), func(_ *kgo.Record, err error) {
			if err != nil {
				once.Do(func() { failed = err })
			}
		})
	}
	if err := lines.Err(); err != nil {
		return err
	}
	if err := client.Flush(context.Background()); err != nil {
		return err
	}
	return failed
}
